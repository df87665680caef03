import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** The page's files by name. Vite bundles them as texts; where the sources run without it (Playwright), they lie beside this file. */
function pageFiles(): ReadonlyMap<string, string> {
  try {
    const bundled = import.meta.glob('./page/*', { query: '?raw', import: 'default', eager: true })
    return new Map(Object.entries(bundled).map(([path, text]) => [path.slice('./page/'.length), text]))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const folder = join(import.meta.dirname, 'page')
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  }
}

/** Nothing but the page's own files and calls; no markup from strings (trusted types), no frame around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Serves the operator's page at `/admin/`. It holds no data: all comes by the API, with the key that the operator enters. */
export function serveAdministration(app: Hono): void {
  const files = pageFiles()
  app.get('/admin', (c) => c.redirect('/admin/', 308))
  app.get('/admin/:file{.*}', (c) => {
    const name = c.req.param('file') === '' ? 'index.html' : c.req.param('file')
    const text = files.get(name)
    const type = types[name.split('.').at(-1) ?? '']
    if (text === undefined || type === undefined) return c.notFound()
    return c.body(text, 200, {
      'Content-Type': type,
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      'Cache-Control': 'no-cache',
    })
  })
}
