import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { BeakerRegular } from '@fluentui/react-icons/svg/beaker'
import type { ReactElement } from 'react'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import type { Ask } from '../ask'
import { useLanguage } from '../i18n/texts'
import { ConfirmDialog } from './confirm-dialog'

const useStyles = makeStyles({
  banner: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
  },
  icon: { flexShrink: 0, fontSize: '24px', color: tokens.colorBrandForeground1 },
  words: { flexGrow: 1, flexBasis: '280px', minWidth: 0, margin: 0, color: tokens.colorNeutralForeground1 },
})

/** Says on every page that this is a trial, and takes it away. */
export function TrialBanner({ ask }: { ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].trial
  return (
    <section className={styles.banner} aria-label={texts.title}>
      <BeakerRegular className={styles.icon} aria-hidden />
      <p className={styles.words}>
        <strong>{texts.title}.</strong> {texts.about}
      </p>
      <ConfirmDialog
        button={<Button>{texts.remove}</Button>}
        title={texts.removeAsk}
        meaning={texts.removeAbout}
        act={texts.remove}
        cancel={texts.keep}
        onConfirm={() => void ask(window.client.setupEndTrial(undefined))}
      />
    </section>
  )
}
