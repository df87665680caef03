import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { isRegistering } from './entries'
import { RegistrationCompany, RegistrationConsent, RegistrationContacts } from './registration-form'
import { RegistrationKey } from './registration-key'
import { RegistrationSend } from './registration-send'
import { RegistrationState } from './registration-state'
import { RegistrationSurvey } from './registration-survey'
import { RegistrationTrading } from './registration-trading'
import type { StepProps } from './step'

const useStyles = makeStyles({ all: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL } })

/**
 * How the company joins: a form with the IT survey, sent to the operator; then how it stands. Who has a code or a key needs
 * none of it. A rejected registration is corrected in the same form.
 */
export function RegistrationStep({ view, ask, missing }: StepProps): ReactElement {
  const styles = useStyles()
  const { registration, account } = view.state
  return (
    <div className={styles.all}>
      {(registration || account) && <RegistrationState view={view} ask={ask} />}
      <RegistrationKey view={view} ask={ask} />
      {isRegistering(view.state) && (
        <>
          <RegistrationCompany missing={missing} />
          <RegistrationContacts missing={missing} />
          <RegistrationSurvey findings={view.findings} missing={missing} />
          <RegistrationTrading missing={missing} />
          <RegistrationConsent missing={missing} />
          <RegistrationSend view={view} ask={ask} />
        </>
      )}
    </div>
  )
}
