interface ImportMeta {
  /** Vite puts the files in place of this call; without Vite there is no such function. */
  readonly glob: (pattern: string, options: Readonly<Record<string, string | boolean>>) => Record<string, string>
}
