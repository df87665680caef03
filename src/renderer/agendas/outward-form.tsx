import { Button, Checkbox, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import {
  type OutwardPreview,
  type OutwardPreviewRequest,
  type PriceSettings,
  priceSettingsSchema,
  type StockSettings,
  stockSettingsSchema,
} from '../../shared/agendas-view'
import type { OutwardAgenda } from '../../shared/documents/agenda'
import type { Ask } from '../ask'
import { quiet } from '../setup/quiet'
import { OutwardPreviewTable } from './outward-preview'
import { useAgendasTexts } from './words'

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  boxes: { display: 'grid', marginLeft: '-8px' },
  numbers: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalXL },
  number: { width: '130px', minWidth: 0 },
  text: { maxWidth: '420px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** As it stands in the fields: texts, so that half a number may be typed. */
interface Typed {
  available: StockSettings['rule']['available']
  keepBack: string
  vat: PriceSettings['rule']['vat']
  currency: string
  levels: string
  warehouses: string
  minutes: string
  fullAt: string
  fallPercent: string
  boxes: Readonly<Record<Box, boolean>>
}
type Box = 'perWarehouse' | 'onlyForSale' | 'sendPhysical' | 'base' | 'onlyChanged'

const isPrices = (settings: StockSettings | PriceSettings): settings is PriceSettings => 'base' in settings.rule
const typedOf = (settings: StockSettings | PriceSettings): Typed => {
  const { intervalSeconds, fullAt, fallPercent, onlyChanged, rule } = settings
  const stock = isPrices(settings) ? undefined : settings.rule
  const prices = isPrices(settings) ? settings.rule : undefined
  return {
    available: stock?.available ?? 'less-reserved',
    keepBack: stock?.keepBack ?? '0',
    vat: prices?.vat ?? 'as-kept',
    currency: prices?.currency ?? 'CZK',
    levels: prices?.levels.join(', ') ?? '',
    warehouses: rule.warehouses.join(', '),
    minutes: String(Math.round(intervalSeconds / 60)),
    fullAt,
    fallPercent: String(fallPercent),
    boxes: {
      perWarehouse: stock?.perWarehouse ?? false,
      sendPhysical: stock?.sendPhysical ?? false,
      base: prices?.base ?? true,
      onlyForSale: rule.onlyForSale,
      onlyChanged,
    },
  }
}
const codes = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ),
]
/** What is typed, as settings; undefined: something is wrong. */
function settingsOf(agenda: OutwardAgenda, typed: Typed): StockSettings | PriceSettings | undefined {
  const { boxes } = typed
  const pass = {
    intervalSeconds: Number(typed.minutes) * 60,
    fullAt: typed.fullAt,
    fallPercent: Number(typed.fallPercent),
    onlyChanged: boxes.onlyChanged,
  }
  const warehouses = codes(typed.warehouses)
  return agenda === 'prices'
    ? priceSettingsSchema.safeParse({
        ...pass,
        rule: {
          base: boxes.base,
          levels: codes(typed.levels),
          vat: typed.vat,
          currency: typed.currency.trim().toUpperCase(),
          warehouses,
          onlyForSale: boxes.onlyForSale,
        },
      }).data
    : stockSettingsSchema.safeParse({
        ...pass,
        rule: {
          available: typed.available,
          keepBack: typed.keepBack.trim().replace(',', '.'),
          warehouses,
          perWarehouse: boxes.perWarehouse,
          onlyForSale: boxes.onlyForSale,
          sendPhysical: boxes.sendPhysical,
        },
      }).data
}

interface OutwardFormProps {
  agenda: OutwardAgenda
  since: boolean
  present: StockSettings | PriceSettings
  isUsed: boolean
  ask: Ask
  onSave(settings: StockSettings | PriceSettings): Promise<void>
  onCancel(): void
}

/** The rule, what comes of it for the first cards, and a person's yes to exactly that. */
export function OutwardForm({ agenda, since, present, isUsed, ask, onSave, onCancel }: OutwardFormProps): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const [typed, setTyped] = useState(() => typedOf(present))
  const [shown, setShown] = useState<{ of: string; preview: OutwardPreview }>()
  const [busy, setBusy] = useState(false)
  const settings = settingsOf(agenda, typed)
  const set = (change: Partial<Typed>): void => setTyped({ ...typed, ...change })
  const rule = JSON.stringify(settings)
  // A yes to something that nobody has seen is none.
  const isSeen = settings !== undefined && shown?.of === rule
  const text = (name: 'keepBack' | 'currency' | 'levels' | 'warehouses', label: string, hint?: string): ReactElement => (
    <Field label={label} {...(hint === undefined ? {} : { hint })} className={styles.text}>
      <Input value={typed[name]} maxLength={1000} onChange={(_event, { value }) => set({ [name]: value })} />
    </Field>
  )
  const box = (name: Box, label: string): ReactElement => (
    <Checkbox
      label={label}
      checked={typed.boxes[name]}
      onChange={(_event, { checked }) => set({ boxes: { ...typed.boxes, [name]: checked === true } })}
    />
  )
  const look = async (): Promise<void> => {
    if (!settings || busy) return
    setBusy(true)
    const preview = await ask(window.client.previewOutward({ agenda, settings } as OutwardPreviewRequest))
    setBusy(false)
    if (preview) setShown({ of: rule, preview })
  }
  return (
    <div className={styles.form}>
      {agenda === 'prices' ? (
        <>
          <Field label={texts.vat}>
            <RadioGroup value={typed.vat} onChange={(_event, { value }) => set({ vat: value as Typed['vat'] })}>
              {(['as-kept', 'without', 'with'] as const).map((one) => (
                <Radio key={one} value={one} label={texts.vats[one]} />
              ))}
            </RadioGroup>
          </Field>
          {text('levels', texts.levels, texts.levelsHint)}
          {text('currency', texts.currency)}
        </>
      ) : (
        <>
          <Field label={texts.available}>
            <RadioGroup value={typed.available} onChange={(_event, { value }) => set({ available: value as Typed['available'] })}>
              {(['less-reserved', 'less-reserved-and-ordered', 'physical'] as const).map((one) => (
                <Radio key={one} value={one} label={texts.availables[one]} />
              ))}
            </RadioGroup>
          </Field>
          {text('keepBack', texts.keepBack, texts.keepBackHint)}
        </>
      )}
      {text('warehouses', texts.warehouses, texts.warehousesHint)}
      <div className={styles.boxes}>
        {agenda === 'prices' ? box('base', texts.base) : box('perWarehouse', texts.perWarehouse)}
        {box('onlyForSale', texts.onlyForSale)}
        {agenda === 'stock-levels' && box('sendPhysical', texts.sendPhysical)}
        {since && box('onlyChanged', texts.onlyChanged)}
      </div>
      {since && typed.boxes.onlyChanged && <p className={styles.quiet}>{texts.onlyChangedHint}</p>}
      <div className={styles.numbers}>
        <Field label={texts.every}>
          <Input
            className={styles.number}
            inputMode="numeric"
            maxLength={4}
            value={typed.minutes}
            onChange={(_event, { value }) => set({ minutes: value })}
          />
        </Field>
        <Field label={texts.fullAt} hint={texts.fullAtHint}>
          <Input
            className={styles.number}
            type="time"
            value={typed.fullAt}
            onChange={(_event, { value }) => set({ fullAt: value })}
          />
        </Field>
        <Field label={texts.fallPercent}>
          <Input
            className={styles.number}
            inputMode="numeric"
            maxLength={3}
            value={typed.fallPercent}
            onChange={(_event, { value }) => set({ fallPercent: value })}
          />
        </Field>
      </div>
      <Field {...quiet(settings ? undefined : texts.wrong)}>
        <div className={styles.actions}>
          <Button appearance={isSeen ? 'secondary' : 'primary'} disabledFocusable={!settings || busy} onClick={() => void look()}>
            {texts.preview}
          </Button>
          <Button appearance="subtle" onClick={onCancel}>
            {texts.cancel}
          </Button>
        </div>
      </Field>
      <span role="status" className={styles.quiet}>
        {busy ? texts.previewing : ''}
      </span>
      {isSeen && settings && (
        <>
          <OutwardPreviewTable preview={shown.preview} />
          <div className={styles.actions}>
            <Button appearance="primary" onClick={() => void onSave(settings)}>
              {isUsed ? texts.keep : texts.agree}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
