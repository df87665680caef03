import { makeStyles } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

const useStyles = makeStyles({
  unseen: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
})

/** Text for screen readers, where the eye sees it otherwise. */
export function Unseen({ children }: { children: ReactNode }): ReactElement {
  return <span className={useStyles().unseen}>{children}</span>
}

/** Reads each new text out, once, without taking the focus. */
export function Announcement({ text }: { text: string }): ReactElement {
  return (
    <div className={useStyles().unseen} role="status">
      {text}
    </div>
  )
}
