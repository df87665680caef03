/** The least that makes one request: at once, by the module that costs least. Ends with it, or stays with BI_BENCH_STAY=1. */
import { get } from 'node:http'
import { app } from 'electron'

process.on('SIGTERM', () => app.quit())
get(process.env.BI_BENCH_ADDRESS, (answer) => {
  answer.resume()
  answer.once('end', () => {
    if (process.env.BI_BENCH_STAY !== '1') app.exit(answer.statusCode === 200 ? 0 : 1)
  })
})
