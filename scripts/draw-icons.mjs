#!/usr/bin/env node
/**
 * Draws every picture of `assets/` from the shapes below: `node scripts/draw-icons.mjs` (needs the Electron runtime and,
 * without a display, xvfb-run). Writes the SVG sources to `assets/source` and the PNG and ICO files that are used.
 * The eight tray states differ in outline and sign, not only in colour; each is there for a light and a dark taskbar.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { electronExecutable } from './electron-runtime.mjs'

const root = resolve(import.meta.dirname, '..')
const assets = join(root, 'assets')

/** [on a light taskbar, on a dark one]; each at least 3:1 against it, and its sign 3:1 against the fill. */
const colours = {
  green: ['#0e7a0d', '#6ccb5f'],
  blue: ['#0f6cbd', '#62b8f5'],
  amber: ['#a35200', '#fcc14b'],
  red: ['#c50f1f', '#ff8086'],
  grey: ['#5c5c5c', '#c8c8c8'],
}
const sign = ['#ffffff', '#161616']

const disc = (fill) => `<circle cx="8" cy="8" r="7.5" fill="${fill}"/>`
const ring = (colour, dash = '') =>
  `<circle cx="8" cy="8" r="6.6" fill="none" stroke="${colour}" stroke-width="1.8"${dash && ` stroke-dasharray="${dash}" stroke-linecap="round"`}/>`
const line = (d, colour, width = 2) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`

/** Drawn on 16 × 16 units, whole and half units where an edge is to be sharp at 16 px. */
const states = {
  // a full disc with a tick
  ok: { colour: 'green', draw: (fill, mark) => disc(fill) + line('M4.5 8.4 7 10.8 11.6 5.6', mark) },
  // two arrows going round, no disc
  working: {
    colour: 'blue',
    draw: (fill) =>
      line('M2.6 7.2A5.6 5.6 0 0 1 12.6 4.6', fill) +
      line('M13.4 8.8A5.6 5.6 0 0 1 3.4 11.4', fill) +
      `<path d="M14.9 1.4v5h-5zM1.1 14.6v-5h5z" fill="${fill}"/>`,
  },
  // a ring with clock hands
  waiting: { colour: 'blue', draw: (fill) => ring(fill) + line('M8 4.4V8.2L10.6 9.8', fill, 1.8) },
  // a triangle with an exclamation mark
  attention: {
    colour: 'amber',
    draw: (fill, mark) =>
      `<path d="M8 1.6 15 14.2H1z" fill="${fill}" stroke="${fill}" stroke-width="1.8" stroke-linejoin="round"/>` +
      line('M8 6V9.6', mark, 1.9) +
      `<circle cx="8" cy="12.3" r="1.15" fill="${mark}"/>`,
  },
  // a square with a cross
  failed: {
    colour: 'red',
    draw: (fill, mark) =>
      `<rect x="0.5" y="0.5" width="15" height="15" rx="2.5" fill="${fill}"/>${line('M5 5l6 6M11 5l-6 6', mark, 2.2)}`,
  },
  // two bars, nothing round them
  paused: {
    colour: 'grey',
    draw: (fill) =>
      `<rect x="2.5" y="2" width="4" height="12" rx="1" fill="${fill}"/><rect x="9.5" y="2" width="4" height="12" rx="1" fill="${fill}"/>`,
  },
  // a broken ring with a question mark
  unknown: {
    colour: 'grey',
    draw: (fill) =>
      ring(fill, '2.4 2.784') +
      line('M6.2 6.3a1.85 1.85 0 1 1 2.7 1.75C8.2 8.4 8 8.7 8 9.3', fill, 1.6) +
      `<circle cx="8" cy="11.5" r="1" fill="${fill}"/>`,
  },
  // an empty box waiting to be plugged in: a plug
  'not-set-up': {
    colour: 'grey',
    draw: (fill) =>
      line('M5.5 1.5V4.5M10.5 1.5V4.5', fill, 2) +
      `<path d="M3 5h10v2.5a5 5 0 0 1-10 0z" fill="${fill}"/>` +
      line('M8 12V15', fill, 2),
  },
}

/** Two sides, a document handed from one to the other: an arrow into a tray, on a calm blue tile. */
const appIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">
<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2b88d8"/><stop offset="1" stop-color="#0f548c"/></linearGradient></defs>
<rect x="8" y="8" width="240" height="240" rx="52" fill="url(#g)"/>
<path d="M128 52v84" stroke="#fff" stroke-width="22" stroke-linecap="round"/>
<path d="M92 104l36 38 36-38" fill="none" stroke="#fff" stroke-width="22" stroke-linecap="round" stroke-linejoin="round"/>
<path d="M56 138v40a22 22 0 0 0 22 22h100a22 22 0 0 0 22-22v-40" fill="none" stroke="#9fd3ff" stroke-width="22" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`

const traySizes = [16, 20, 24, 32, 40, 48, 64]
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512]

const jobs = []
for (const folder of ['source', 'tray', 'icons']) rmSync(join(assets, folder), { recursive: true, force: true })
for (const folder of ['source', 'tray', 'icons']) mkdirSync(join(assets, folder), { recursive: true })
writeFileSync(join(assets, 'source/app.svg'), `${appIcon}\n`)
for (const size of appSizes) jobs.push({ svg: appIcon, size, file: join(assets, `icons/${size}x${size}.png`) })
for (const [state, { colour, draw }] of Object.entries(states))
  for (const [index, taskbar] of ['light', 'dark'].entries()) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${draw(colours[colour][index], sign[index])}</svg>`
    writeFileSync(join(assets, `source/${state}-${taskbar}.svg`), `${svg}\n`)
    for (const size of traySizes) jobs.push({ svg, size, file: join(assets, `tray/${state}-${taskbar}-${size}.png`) })
  }

const jobFile = join(root, '.electron/draw-icons.json')
writeFileSync(jobFile, JSON.stringify(jobs))
const command = [await electronExecutable(), '--no-sandbox']
if (!process.env.DISPLAY && process.platform === 'linux') command.unshift('xvfb-run', '-a')
const [program, ...args] = command
const { status } = spawnSync(program, args, {
  stdio: ['ignore', 'inherit', 'ignore'],
  env: { ...process.env, BI_DEV_MAIN: join(import.meta.dirname, 'draw-icons-main.mjs'), BI_DRAW_JOBS: jobFile },
})
rmSync(jobFile, { force: true })
if (status !== 0) throw new Error(`drawing ended with ${status}`)
writeFileSync(
  join(assets, 'icon.ico'),
  ico(
    [16, 24, 32, 48, 64, 256].map((size) => join(assets, `icons/${size}x${size}.png`)),
    [16, 24, 32, 48, 64, 256],
  ),
)
console.log(`drew ${jobs.length} pictures`)

/** An ICO file of PNG pictures (Windows Vista and later). */
function ico(files, widths) {
  const pictures = files.map((file) => readFileSync(file))
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, picture] of pictures.entries()) {
    const at = 6 + 16 * index
    head[at] = head[at + 1] = widths[index] === 256 ? 0 : widths[index]
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  }
  return Buffer.concat([head, ...pictures])
}
