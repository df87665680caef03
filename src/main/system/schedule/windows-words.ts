/**
 * One word of a Windows command line, so that the program gets it back as it is (the rules of `CommandLineToArgvW`:
 * backslashes count only before a quotation mark).
 */
export const windowsWord = (word: string): string =>
  word !== '' && !/[\s"]/.test(word) ? word : `"${word.replace(/(\\*)("|$)/g, '$1$1$2').replaceAll('"', '\\"')}"`

export const windowsWords = (words: readonly string[]): string => words.map(windowsWord).join(' ')
