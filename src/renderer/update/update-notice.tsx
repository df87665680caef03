import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { fill } from '../../shared/texts/format'
import { updateTexts } from '../../shared/texts/update'
import type { UpdateView } from '../../shared/update-state'
import type { Ask } from '../ask'
import { usePush } from '../client'
import { useLanguage } from '../i18n/texts'
import { ProblemCard } from '../ui/problem-card'

const useStyles = makeStyles({
  notice: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  more: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  facts: { margin: 0, display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0, maxWidth: '100%' },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  exact: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
  wide: { width: '100%' },
})

/** A newer version, quietly: nothing is shown while there is none. */
export function UpdateNotice({ ask }: { ask: Ask }): ReactElement | null {
  const view = usePush('update')
  return view?.offer ? <Offered view={view} version={view.offer.version} ask={ask} /> : null
}

function Offered({ view, version, ask }: { view: UpdateView; version: string; ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = updateTexts[useLanguage()]
  const { kind, waitsFor = '', percent = 0, current, path = '', command, installsItself } = view
  const titles: Partial<Record<UpdateView['kind'], string>> = {
    downloading: fill(texts.downloading, { version, percent }),
    ready: fill(texts.ready, { version }),
    installing: waitsFor === '' ? fill(texts.installing, { version }) : fill(texts.waiting, { version, by: waitsFor }),
    failed: fill(texts.failed, { version }),
  }
  const readyMore = installsItself
    ? texts.readyMore
    : command === undefined
      ? fill(texts.readyArchive, { path })
      : texts.readyByHand
  const more = kind === 'ready' ? readyMore : kind === 'available' ? fill(texts.availableMore, { current }) : undefined
  return (
    <section className={styles.notice} aria-label={texts.label}>
      <div role="status">
        <h2 className={styles.title}>{titles[kind] ?? fill(texts.available, { version })}</h2>
      </div>
      {more && <p className={styles.more}>{more}</p>}
      {kind === 'downloading' && <ProgressBar className={styles.wide} aria-label={texts.download} value={percent} max={100} />}
      {kind === 'failed' && view.problem && <ProblemCard problem={view.problem} severe={false} />}
      {!installsItself && <Facts view={view} />}
      <Act view={view} ask={ask} />
    </section>
  )
}

/** Where others install it, they need to know exactly what. */
function Facts({ view: { offer, command } }: { view: UpdateView }): ReactElement {
  const styles = useStyles()
  const texts = updateTexts[useLanguage()]
  const facts: [term: string, fact: string | undefined][] = [
    [texts.address, offer?.url],
    [texts.sha512, offer?.sha512],
    [texts.command, command],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([term, fact]) =>
        fact === undefined ? null : (
          <div key={term}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.exact}>{fact}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** The one next thing to do. */
function Act({ view, ask }: { view: UpdateView; ask: Ask }): ReactElement | null {
  const texts = updateTexts[useLanguage()]
  const { kind, path, command, installsItself } = view
  const button = (label: string, act: () => void) => <Button onClick={act}>{label}</Button>
  const download = (): void => void ask(window.client.updateDownload(undefined))
  const install = (): void => void ask(window.client.updateInstall(undefined))
  if (kind === 'available') return button(texts.download, download)
  if (kind === 'failed') return button(texts.tryAgain, path === undefined ? download : install)
  if (kind !== 'ready') return null
  if (installsItself) return button(texts.install, install)
  if (command === undefined) return null
  return button(texts.copyCommand, () => void ask(window.client.updateCopyCommand(undefined)))
}
