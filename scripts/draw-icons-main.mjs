/** The Electron side of draw-icons.mjs: paints each SVG on a canvas of the wanted size and writes it as PNG. */
import { readFileSync, writeFileSync } from 'node:fs'
import { app, BrowserWindow } from 'electron'

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  await window.loadURL('data:text/html,<title>icons</title>')
  for (const { svg, size, file } of JSON.parse(readFileSync(process.env.BI_DRAW_JOBS, 'utf8'))) {
    const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `)
    const png = await window.webContents.executeJavaScript(`new Promise((done, fail) => {
      const image = new Image()
      image.onerror = () => fail(new Error('not an SVG'))
      image.onload = () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} })
        canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size})
        done(canvas.toDataURL('image/png').split(',')[1])
      }
      image.src = 'data:image/svg+xml;base64,${Buffer.from(sized).toString('base64')}'
    })`)
    writeFileSync(file, Buffer.from(png, 'base64'))
  }
  app.exit(0)
})
