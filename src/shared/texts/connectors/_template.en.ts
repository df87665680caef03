/** Words for the settings of `template-name`. */
export const templateNameEn = {
  fields: {
    address: { label: 'TODO 7', help: 'TODO 7: en' },
    timeoutSeconds: { label: 'TODO 7', help: 'TODO 7: en' },
  },
  choices: {},
}
