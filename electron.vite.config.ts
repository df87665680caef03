import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Native add-ons stay outside the bundle; all else goes in, which starts faster and ships less (docs/performance.md).
const external = ['libsql', 'electron', /^node:/]

// Which packages went into the bundle, with their licences: for the notices that ship (scripts/package/notices.mjs).
const license = { fileName: 'bundled.json' }

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      license,
      rollupOptions: {
        external,
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/main.ts',
          'pohoda-simulator': 'src/sandbox/simulators/pohoda/main.ts',
        },
        // Less to read at each start. Names stay: a log that quotes an error must say where it arose.
        output: { minify: { compress: { keepNames: { function: true, class: true } }, mangle: false, codegen: true } },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      license,
      // A sandboxed preload must be CommonJS.
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { license, minify: true, chunkSizeWarningLimit: 1000, rollupOptions: { input: 'src/renderer/index.html' } },
  },
})
