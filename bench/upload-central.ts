import { startSandbox } from '../src/sandbox/server'

/** The practice central side on a new folder: `node worker.mjs FOLDER`. Prints where it is and the client's key; ends with its input. */
const sandbox = await startSandbox({ dataDir: process.argv[2] ?? '', port: 0 })
console.log(JSON.stringify({ url: sandbox.url, key: sandbox.keys.client }))
process.stdin.resume().on('end', () => void sandbox.close().then(() => process.exit(0)))
