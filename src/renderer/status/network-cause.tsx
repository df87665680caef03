import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected'
import { type ReactElement, useState } from 'react'
import type { Evidence } from '../../shared/setup-state'
import type { Ask } from '../ask'
import { useTexts } from '../i18n/texts'
import { CheckLine } from '../setup/check-line'
import { Announcement } from '../setup/unseen'

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start' },
  list: {
    width: '100%',
    boxSizing: 'border-box',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
})

/** Faults that the network may be the cause of; a refusal by the central side itself names its cause already. */
const OF_NETWORK = ['unreachable', 'timeout', 'tls', 'not-json', 'redirected', 'internal'].map((name) => `central-${name}`)
export const mayBeNetwork = (code: string): boolean => code.startsWith('connection-') || OF_NETWORK.includes(code)

/** One click: where on the way to the central side it gets stuck, and a report of it for the network's administrator. */
export function NetworkCause({ ask }: { ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = useTexts().status
  const [lines, setLines] = useState<Evidence['lines']>()
  const [running, setRunning] = useState(false)
  const [copied, setCopied] = useState(0)
  const find = async (): Promise<void> => {
    if (running) return
    setRunning(true)
    setCopied(0)
    const answer = await ask(window.client.checkNetwork(undefined))
    if (answer) setLines(answer.lines)
    setRunning(false)
  }
  const copy = async (): Promise<void> => {
    if ((await window.client.copyNetworkReport(undefined)).ok) setCopied((times) => times + 1)
  }
  return (
    <div className={styles.all}>
      <Button icon={<PlugDisconnectedRegular />} disabledFocusable={running} onClick={() => void find()}>
        {texts.findCause}
      </Button>
      <div role="status">{running && <Spinner size="tiny" label={texts.findingCause} />}</div>
      {lines && !running && (
        <>
          <ol className={styles.list} aria-label={texts.causeTitle}>
            {lines.map((line, index) => (
              <CheckLine key={line.id} line={line} first={index === 0} explained={false} />
            ))}
          </ol>
          <Button icon={<CopyRegular />} onClick={() => void copy()}>
            {texts.copyReport}
          </Button>
        </>
      )}
      {/* Another key each time: the same words are read out again. */}
      <Announcement key={copied} text={copied > 0 ? texts.reportCopied : ''} />
    </div>
  )
}
