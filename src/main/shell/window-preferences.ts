import type { WebPreferences } from 'electron'

/**
 * What every page of ours runs with, said in full although most are the defaults: a default may change, and a test holds each
 * (docs/security.md). `isPackaged`: whoever gets hold of an installed program's window gets no console with it.
 */
export const securePreferences = (isPackaged: boolean) =>
  ({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    devTools: !isPackaged,
  }) satisfies WebPreferences
