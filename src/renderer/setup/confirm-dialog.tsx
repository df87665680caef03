import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components'
import type { ReactElement } from 'react'

interface ConfirmDialogProps {
  /** What opens it. */
  button: ReactElement
  title: string
  meaning: string
  act: string
  cancel: string
  onConfirm(): void
}

/** Asks once before something that takes effect at once. */
export function ConfirmDialog({ button, title, meaning, act, cancel, onConfirm }: ConfirmDialogProps): ReactElement {
  return (
    <Dialog modalType="alert">
      <DialogTrigger disableButtonEnhancement>{button}</DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{meaning}</DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary" onClick={onConfirm}>
                {act}
              </Button>
            </DialogTrigger>
            <DialogTrigger disableButtonEnhancement>
              <Button>{cancel}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
