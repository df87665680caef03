import {
  Badge,
  Button,
  CounterBadge,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Select,
  Tab,
  TabList,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { type ReactElement, useCallback, useEffect, useState } from 'react'
import type { Problem } from '../shared/failure'
import type { Envelope } from '../shared/ipc/contract'
import { type Language, languageSchema } from '../shared/settings'
import type { SetupView } from '../shared/setup-view'
import { needsPerson, type SyncStatus } from '../shared/sync-status'
import { fill } from '../shared/texts/format'
import { problemText } from '../shared/texts/problem-text'
import { uiTexts } from '../shared/texts/ui'
import { AgendasPage } from './agendas/agendas-page'
import { usePush } from './client'
import { DocumentsPage } from './documents/documents-page'
import type { FilterName } from './documents/filters'
import { LanguageContext, languageNames, useLanguage, useTexts } from './i18n/texts'
import { wantsSetup } from './setup/missing'
import { SetupPage } from './setup/setup-page'
import { StatusPage } from './status/status-page'

const useStyles = makeStyles({
  frame: { height: '100%', display: 'flex', flexDirection: 'column', backgroundColor: tokens.colorNeutralBackground2 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  push: { flexGrow: 1 },
  tab: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalSNudge },
  main: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  panel: { flexGrow: 1, minHeight: 0, overflow: 'auto' },
  bar: { flexShrink: 0 },
  starting: { padding: tokens.spacingHorizontalXXL, color: tokens.colorNeutralForeground3 },
})

type Page = 'status' | 'documents' | 'agendas' | 'setup'

export function App(): ReactElement {
  const app = usePush('app')
  const status = usePush('status')
  const setup = usePush('setup')
  const language = app?.language ?? 'cs'
  useEffect(() => {
    document.documentElement.lang = language
    document.title = uiTexts[language].appFullName
  }, [language])
  return (
    <LanguageContext value={language}>
      {app && status && setup ? <Frame status={status} setup={setup} language={language} /> : <Starting />}
    </LanguageContext>
  )
}

function Starting(): ReactElement {
  return <p className={useStyles().starting}>{useTexts().starting}</p>
}

function Failed({ problem }: { problem: Problem }): ReactElement {
  const { what, todo } = problemText(useLanguage(), problem)
  return (
    <>
      {fill(useTexts().callFailed, { what })} {todo}
    </>
  )
}

interface FrameProps {
  status: SyncStatus
  setup: SetupView
  language: Language
}

function Frame({ status, setup, language }: FrameProps): ReactElement {
  const styles = useStyles()
  const texts = useTexts()
  const [page, setPage] = useState<Page>(() => (wantsSetup(status, setup) ? 'setup' : 'status'))
  const [filter, setFilter] = useState<FilterName>('all')
  const [opened, setOpened] = useState<string>()
  const [failure, setFailure] = useState<Problem>()
  // Who has gone on, or has an account now, has got over what failed before.
  const { at, account } = setup.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: these only tell when.
  useEffect(() => setFailure(undefined), [at, account?.companyId])

  /** Every question of the window goes through here: a failure is shown, never swallowed. */
  const ask = useCallback(async <T,>(answer: Promise<Envelope<T>>): Promise<T | undefined> => {
    const envelope = await answer
    if (envelope.ok) return envelope.value
    setFailure(envelope.failure)
    return undefined
  }, [])
  const showDocuments = (wanted: FilterName, itemId?: string): void => {
    setFilter(wanted)
    setOpened(itemId)
    setPage('documents')
  }
  const turnTo = (wanted: Page): void => {
    setOpened(undefined)
    setPage(wanted)
  }
  const attention = needsPerson(status.counts)

  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <nav aria-label={texts.nav.label}>
          <TabList selectedValue={page} onTabSelect={(_event, { value }) => turnTo(value as Page)}>
            <Tab value="status" id="tab-status" aria-controls="panel">
              {texts.nav.status}
            </Tab>
            <Tab value="documents" id="tab-documents" aria-controls="panel">
              <span className={styles.tab}>
                {texts.nav.documents}
                {attention > 0 && <CounterBadge count={attention} overflowCount={999} size="small" color="danger" />}
              </span>
            </Tab>
            <Tab value="agendas" id="tab-agendas" aria-controls="panel">
              {texts.nav.agendas}
            </Tab>
            <Tab value="setup" id="tab-setup" aria-controls="panel">
              {texts.nav.setup}
            </Tab>
          </TabList>
        </nav>
        <span className={styles.push} />
        {status.mode && (
          <Tooltip content={texts.modeMeaning[status.mode]} relationship="description">
            <Badge
              appearance={status.mode === 'test' ? 'outline' : 'filled'}
              color={status.mode === 'test' ? 'warning' : 'brand'}
              size="large"
            >
              {texts.mode[status.mode]}
            </Badge>
          </Tooltip>
        )}
        <Select
          aria-label={texts.language}
          size="small"
          value={language}
          onChange={(_event, { value }) => void ask(window.client.setLanguage({ language: languageSchema.parse(value) }))}
        >
          {languageSchema.options.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </Select>
      </header>
      <main className={styles.main}>
        {failure && (
          <MessageBar intent="error" className={styles.bar} layout="multiline">
            <MessageBarBody>
              <Failed problem={failure} />
            </MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  aria-label={texts.dismiss}
                  appearance="transparent"
                  icon={<DismissRegular />}
                  onClick={() => setFailure(undefined)}
                />
              }
            />
          </MessageBar>
        )}
        <div className={styles.panel} id="panel" role="tabpanel" aria-labelledby={`tab-${page}`}>
          {page === 'status' ? (
            <StatusPage status={status} ask={ask} showDocuments={showDocuments} showSetup={() => turnTo('setup')} />
          ) : page === 'setup' ? (
            <SetupPage view={setup} ask={ask} />
          ) : page === 'agendas' ? (
            <AgendasPage status={status} ask={ask} />
          ) : (
            <DocumentsPage revision={status.revision} ask={ask} filter={filter} opened={opened} onFilter={setFilter} />
          )}
        </div>
      </main>
    </div>
  )
}
