/** Words for the settings of `template-name`. */
export const templateNameCs = {
  /** How documents get there, in a sentence. */
  about: 'TODO 7: cs',
  fields: {
    address: { label: 'TODO 7', help: 'TODO 7: cs' },
    timeoutSeconds: { label: 'TODO 7', help: 'TODO 7: cs' },
  },
  choices: {},
}
