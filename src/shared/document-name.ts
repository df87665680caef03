import { type InwardAgenda, inwardAgendaSchema } from './documents/agenda'

/** `Dodací list DL-1`; an agenda that this client doesn't know goes by its own name. */
export function documentName(
  { agenda, number }: { agenda: string; number: string },
  texts: { agenda: Readonly<Record<InwardAgenda, string>> },
): string {
  const known = inwardAgendaSchema.safeParse(agenda)
  return `${known.success ? texts.agenda[known.data] : agenda} ${number}`
}
