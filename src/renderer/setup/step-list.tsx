import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down'
import type { ReactElement } from 'react'
import type { SetupStep } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { Unseen } from './unseen'
import { useWords } from './words'

const narrow = '@media (max-width: 859px)'

const useStyles = makeStyles({
  side: {
    boxSizing: 'border-box',
    flexShrink: 0,
    width: '256px',
    overflow: 'auto',
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalM}`,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [narrow]: { display: 'none' },
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
  /** A line joins the numbers, as far as one has come. */
  item: {
    position: 'relative',
    ':not(:last-child)::after': {
      content: '""',
      position: 'absolute',
      left: '23px',
      top: '40px',
      height: '12px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
  },
  itemDone: { ':not(:last-child)::after': { backgroundColor: tokens.colorBrandStroke1 } },
  step: {
    boxSizing: 'border-box',
    width: '100%',
    minHeight: '48px',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground2Hover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorSubtleBackgroundSelected,
  },
  number: {
    boxSizing: 'border-box',
    flexShrink: 0,
    display: 'grid',
    placeItems: 'center',
    width: '24px',
    height: '24px',
    borderRadius: '50%',
    border: `1.5px solid ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: 1,
    fontVariantNumeric: 'tabular-nums',
  },
  numberDone: {
    border: `1.5px solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorBrandForeground1,
    fontSize: '14px',
  },
  numberHere: {
    border: `1.5px solid ${tokens.colorBrandBackground}`,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    // Forced colours take the fill away: a thicker ring stays.
    '@media (forced-colors: active)': { border: '3px solid Highlight' },
  },
  note: {
    margin: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalM} 0`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  menuNumber: { fontSize: tokens.fontSizeBase300, fontVariantNumeric: 'tabular-nums' },
  bar: {
    display: 'none',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [narrow]: { display: 'block' },
  },
})

interface StepListProps {
  view: SetupView
  onGo(step: SetupStep): void
}

/** All steps with how far each is, beside the page. */
export function StepList({ view, onGo }: StepListProps): ReactElement {
  const styles = useStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()]
  return (
    <nav className={styles.side} aria-label={texts.steps}>
      <ol className={styles.list}>
        {view.steps.map(({ step, missing }, index) => {
          const here = step === view.state.at
          const done = missing.length === 0
          return (
            <li key={step} className={mergeClasses(styles.item, done && styles.itemDone)}>
              <button
                type="button"
                className={mergeClasses(styles.step, here && styles.here)}
                aria-current={here ? 'step' : undefined}
                onClick={() => onGo(step)}
              >
                <span className={mergeClasses(styles.number, done && styles.numberDone, here && styles.numberHere)} aria-hidden>
                  {done ? <CheckmarkRegular /> : index + 1}
                </span>
                <span>
                  {words.steps[step].title}
                  <Unseen>, {done ? texts.done : texts.toDo}</Unseen>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      <p className={styles.note}>{texts.keptByItself}</p>
    </nav>
  )
}

/** The same in one line, where there is no room beside the page. */
export function StepMenu({ view, onGo }: StepListProps): ReactElement {
  const styles = useStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()]
  const { at } = view.state
  const step = view.steps.findIndex((one) => one.step === at) + 1
  return (
    <nav className={styles.bar} aria-label={texts.steps}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<ChevronDownRegular />} iconPosition="after">
            {fill(texts.stepOf, { step, total: view.steps.length })} · {words.steps[at].title}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {view.steps.map((one, index) => (
              <MenuItem
                key={one.step}
                icon={one.missing.length === 0 ? <CheckmarkRegular /> : <span className={styles.menuNumber}>{index + 1}</span>}
                onClick={() => onGo(one.step)}
              >
                {words.steps[one.step].title}
                <Unseen>, {one.missing.length === 0 ? texts.done : texts.toDo}</Unseen>
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </nav>
  )
}
