import { element, textElement } from './xml'

/** What Money says of an import (`MoneyReport`, `_Report.xsd`). */
export interface ReportError {
  type: 'SystemError' | 'CorrelationError' | 'BusinessError' | 'PayloadError' | 'other'
  code: string
  description: string
}

export const errorInfo = ({ type, code, description }: ReportError): string =>
  element(
    'ErrorInfo',
    textElement('ErrorTypeCoded', type) +
      '<ErrorTypeOther/>' +
      textElement('ErrorCode', code) +
      textElement('ErrorDescription', description),
  )
export const status = (word: 'OK' | 'WarningError' | 'FatalError'): string => textElement('Status', word)
export const report = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${element('MoneyReport', content)}`
export const refusedReport = (error: ReportError, control = ''): string =>
  report(status('FatalError') + errorInfo(error) + control)
export const reference = (keys: readonly (readonly [keyName: string, value: string])[]): string =>
  element('Reference', keys.map(([keyName, value]) => textElement('ID', value, { keyName })).join(''))
