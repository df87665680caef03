import { agendasTexts } from '../../shared/texts/agendas'
import type { AgendasTexts } from '../../shared/texts/agendas.cs'
import { useLanguage } from '../i18n/texts'

export const useAgendasTexts = (): AgendasTexts => agendasTexts[useLanguage()]
