import type { Language } from '../settings'
import { type CliTexts, cliCs } from './cli.cs'
import { cliEn } from './cli.en'
import { cliSk } from './cli.sk'

export type { CliTexts } from './cli.cs'
export const cliTexts: Readonly<Record<Language, CliTexts>> = { cs: cliCs, sk: cliSk, en: cliEn }
