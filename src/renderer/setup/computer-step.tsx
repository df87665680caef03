import type { ReactElement } from 'react'
import { CheckList } from './check-list'
import type { StepProps } from './step'

/** What this computer must offer. */
export function ComputerStep({ view, ask }: StepProps): ReactElement {
  return <CheckList view={view} ask={ask} step="computer" />
}
