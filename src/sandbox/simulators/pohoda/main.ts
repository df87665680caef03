#!/usr/bin/env node
import { playPohoda } from './play'

await playPohoda(process.argv.slice(2), process.env['POHODA_SIMULATOR_STATE'])
