import type { Page } from '@playwright/test'
import type { Language } from '../../src/shared/settings'
import { setupUseTexts } from '../../src/shared/texts/setup-use'
import { uiTexts } from '../../src/shared/texts/ui'

/** In the step with test documents: orders only, where the connection takes more. What it can is learned a moment after the page has opened. */
export async function onlyTestOrders(page: Page, language: Language): Promise<void> {
  const group = page.getByRole('group', { name: setupUseTexts[language].testOrders.agendas })
  await group.waitFor({ timeout: 5_000 }).catch(() => {})
  const { orders: _, ...others } = uiTexts[language].agendaMany
  for (const label of Object.values(others)) {
    const box = group.getByRole('checkbox', { name: label, exact: true })
    if ((await box.count()) > 0) await box.uncheck()
  }
}
