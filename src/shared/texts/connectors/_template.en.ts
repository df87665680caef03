/** Words for the settings of `template-name`. */
export const templateNameEn = {
  /** How documents get there, in a sentence. */
  about: 'TODO 7: en',
  fields: {
    address: { label: 'TODO 7', help: 'TODO 7: en' },
    timeoutSeconds: { label: 'TODO 7', help: 'TODO 7: en' },
  },
  choices: {},
}
