import { el, writeXml, type XmlElement } from '../wrap/xml-writer'
import type { Kind } from './kinds'
import type { MoneySettings } from './settings'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/**
 * `MoneyData` with one record, as a file of Money's XML DE. Nothing is indented: white space would become part of the texts. The same record
 * always gives the same bytes.
 */
export const moneyData = (
  { list }: Pick<Kind, 'list'>,
  record: XmlElement,
  { ico, agendaCode }: Pick<MoneySettings, 'ico' | 'agendaCode'>,
): Buffer =>
  Buffer.from(
    DECLARATION +
      writeXml(
        el('MoneyData', [el(list, [record])], {
          ICAgendy: ico,
          ...(agendaCode === '' ? {} : { KodAgendy: agendaCode }),
          description: 'Business Integrator',
        }),
      ),
    'utf8',
  )
