import { resolve, sep } from 'node:path'

export const APP_PAGE = 'app://client/index.html'

/** Stands in `index.html` where each load gets its own random value. */
export const STYLE_NONCE = '%STYLE_NONCE%'

/** True for addresses of our own page and its files, and nothing that only looks like one. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'app:' && url.host === 'client' && url.username === '' && url.password === ''
}

/** The file in `folder` that a request is for; undefined when it is for anything else. */
export function fileOfRequest(folder: string, method: string, address: string): string | undefined {
  if (method !== 'GET' || !isAppUrl(address)) return undefined
  let path: string
  try {
    path = decodeURIComponent(new URL(address).pathname)
  } catch {
    return undefined
  }
  // Backslash, colon and NUL mean something to one file system or another; no file of ours has them.
  if (/[\\:\0]/.test(path)) return undefined
  const file = resolve(folder, `.${path}`)
  return file.startsWith(resolve(folder) + sep) ? file : undefined
}

/**
 * No script but our files, nothing inline, nothing from elsewhere. Fluent UI writes its styles from JavaScript into
 * `<style>` elements, which carry the nonce of this load; `style` attributes are not allowed.
 */
export const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
