/** Fills `{name}` in a text. A name without a value stays as it is: a visible gap is better than a silent one. */
export const fill = (template: string, params: Readonly<Record<string, string | number>> = {}): string =>
  template.replace(/\{(\w+)\}/g, (gap, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : gap))
