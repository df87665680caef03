/** A well-formed answer of POHODA to an import of these orders, all of them recorded. */
export function goodAnswer(
  packId: string,
  itemIds: readonly string[],
  options: { encoding?: string; note?: string } = {},
): string {
  const schema = (name: string): string => `http://www.stormware.cz/schema/version_2/${name}.xsd`
  const items = itemIds.map(
    (id, at) =>
      `<rsp:responsePackItem version="2.0" id="${id}" state="ok"><ord:orderResponse version="2.0" state="ok"><rdc:producedDetails><rdc:id>${at + 1}</rdc:id><rdc:number>26OBP${String(at + 1).padStart(5, '0')}</rdc:number><rdc:actionType>add</rdc:actionType><rdc:extId><typ:ids>${id}</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></rdc:extId></rdc:producedDetails></ord:orderResponse></rsp:responsePackItem>`,
  )
  return `<?xml version="1.0" encoding="${options.encoding ?? 'Windows-1250'}"?>\n<rsp:responsePack version="2.0" id="${packId}" state="ok" note="${options.note ?? ''}" programVersion="13907.6 SQL" ico="45274649" xmlns:rsp="${schema('response')}" xmlns:ord="${schema('order')}" xmlns:rdc="${schema('documentresponse')}" xmlns:typ="${schema('type')}" xmlns:lst="${schema('list')}">${items.join('')}</rsp:responsePack>`
}

/** The answer to a look-up of them; `place` is the id of each question. */
export function listAnswer(packId: string, itemIds: readonly string[]): string {
  return goodAnswer(packId, itemIds).replace(/<rsp:responsePackItem.*<\/rsp:responsePackItem>/, () =>
    itemIds
      .map(
        (id, place) =>
          `<rsp:responsePackItem version="2.0" id="${place}" state="ok"><lst:listOrder version="2.0" state="ok"><lst:order version="2.0"><ord:orderHeader><ord:id>${place + 1}</ord:id><ord:extId><typ:ids>${id}</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></ord:extId><ord:number><typ:numberRequested>26OBP0000${place}</typ:numberRequested></ord:number></ord:orderHeader></lst:order></lst:listOrder></rsp:responsePackItem>`,
      )
      .join(''),
  )
}
