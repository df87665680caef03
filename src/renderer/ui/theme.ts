import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { useEffect, useState } from 'react'

/** Windows 11's own face first; what each system has after it. */
const fontFamilyBase = "'Segoe UI Variable Text', 'Segoe UI Variable', 'Segoe UI', system-ui, 'Noto Sans', sans-serif"
const fontFamilyMonospace = "'Cascadia Mono', Consolas, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace"

const light: Theme = { ...webLightTheme, fontFamilyBase, fontFamilyMonospace }
/** Fluent's own red of small text has 4.3 : 1 on a dark card; WCAG wants 4.5. */
const dark: Theme = { ...webDarkTheme, fontFamilyBase, fontFamilyMonospace, colorStatusDangerForeground1: '#e37d86' }

/** Light or dark as the system says, at once when it changes. High contrast colours are forced by the browser itself. */
export function useSystemTheme(): Theme {
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const follow = (): void => setDark(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return isDark ? dark : light
}
