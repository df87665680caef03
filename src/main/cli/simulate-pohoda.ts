import { playPohoda } from '../../sandbox/simulators/pohoda/play'

/** A trial's information system: `argv` is what stands after the word. Never throws. */
export const simulatePohoda = (argv: readonly string[]): Promise<void> => playPohoda(argv, undefined)
