interface ImportMeta {
  /** Vite puts the files in place of this call; without Vite there is no such function. */
  readonly glob: (pattern: string, options: { query: '?raw'; import: 'default'; eager: true }) => Record<string, string>
}
