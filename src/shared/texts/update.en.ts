import type { UpdateTexts } from './update.cs'

export const updateEn: UpdateTexts = {
  available: 'Version {version} is available',
  availableMore:
    'Version {current} runs. The new one is signed by the publisher; nothing is downloaded or installed without you.',
  download: 'Download',
  downloading: 'Downloading version {version}: {percent} %',
  ready: 'Version {version} is downloaded and verified',
  readyMore:
    'Installing waits for the end of a running synchronisation and then starts the program again. Settings and ledger stay.',
  readyByHand:
    'The administrator of the computer changes this installation. Pass on the command; no documents are processed meanwhile.',
  readyArchive: 'End the program, unpack the file beside the present folder and start it from there: {path}',
  install: 'Install and start again',
  copyCommand: 'Copy the command',
  installing: 'Installing version {version}…',
  waiting: 'Installing version {version} waits for the end of a run ({by})',
  failed: 'Version {version} is not installed',
  tryAgain: 'Try again',
  later: 'Later',
  confirm: 'Install version {version}?',
  confirmMore: 'The program ends, is replaced and starts again. A synchronisation under way is completed first.',
  label: 'New version',
  address: 'Address',
  sha512: 'SHA-512 (signed by the publisher)',
  file: 'File',
  command: 'Command',
  newest: 'The newest version {current} runs.',
  off: 'Nobody is asked for updates: there is no address, or they are switched off in the settings.',
  installed: 'Version {version} is installed. The next start is the new one.',
}
