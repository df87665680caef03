import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { BeakerRegular } from '@fluentui/react-icons/svg/beaker'
import { type ReactElement, useState } from 'react'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import type { Ask } from '../ask'
import { useLanguage } from '../i18n/texts'

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
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={styles.banner} aria-label={texts.title}>
      <BeakerRegular className={styles.icon} aria-hidden />
      <p className={styles.words}>
        <strong>{texts.title}.</strong> {texts.about}
      </p>
      <Dialog modalType="alert" open={isOpen} onOpenChange={(_event, { open }) => setOpen(open)}>
        <DialogTrigger disableButtonEnhancement>
          <Button>{texts.remove}</Button>
        </DialogTrigger>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{texts.removeAsk}</DialogTitle>
            <DialogContent>{texts.removeAbout}</DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement>
                <Button>{texts.keep}</Button>
              </DialogTrigger>
              <Button
                appearance="primary"
                onClick={() => {
                  setOpen(false)
                  void ask(window.client.setupEndTrial(undefined))
                }}
              >
                {texts.remove}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </section>
  )
}
