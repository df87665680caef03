/** Words for the settings of `template-name`. */
export const templateNameSk = {
  /** How documents get there, in a sentence. */
  about: 'TODO 7: sk',
  fields: {
    address: { label: 'TODO 7', help: 'TODO 7: sk' },
    timeoutSeconds: { label: 'TODO 7', help: 'TODO 7: sk' },
  },
  choices: {},
}
