/** A field's fault without an alert of its own: the summary above the page says it once. */
export const quiet = (text: string | undefined): { validationMessage?: { children: string; role: 'none' } } =>
  text === undefined ? {} : { validationMessage: { children: text, role: 'none' } }
