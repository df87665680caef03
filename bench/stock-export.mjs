import { closeSync, openSync, writeSync } from 'node:fs'

/** An export of POHODA's stock cards with what a card carries when the heavy parts are switched off: 67 elements, 2.3 kB. */

// Windows-1250 of the letters that stand below; all others are ASCII.
const HIGH = {
  Š: 0x8a,
  Ž: 0x8e,
  š: 0x9a,
  ž: 0x9e,
  á: 0xe1,
  č: 0xe8,
  é: 0xe9,
  í: 0xed,
  ý: 0xfd,
  ř: 0xf8,
  ů: 0xf9,
  ú: 0xfa,
  ě: 0xec,
  Í: 0xcd,
  '×': 0xd7,
}
const bytes = (text) =>
  Buffer.from(
    text.replace(/[^\x00-\x7f]/g, (letter) => String.fromCharCode(HIGH[letter] ?? 0x3f)),
    'latin1',
  )

const schema = (name) => `http://www.stormware.cz/schema/version_2/${name}.xsd`
const names = [
  'Šroub M6 × 20 nerez',
  'Podložka plochá DIN 125',
  'Žlutá páska 25 m',
  'Vrták do železa',
  'Kabel CYKY 3x1,5',
  'Příchytka &amp; háček',
]
const flags = ['news', 'clearanceSale', 'sale', 'recommended', 'discount', 'prepare', 'controlLimitTaxLiability', 'PDP']
const FLAGS = flags.map((name) => `<stk:${name}>false</stk:${name}>`).join('')

const card = (id) =>
  `<lStk:stock version="2.0"><stk:stockHeader><stk:id>${id}</stk:id><stk:stockType>card</stk:stockType><stk:code>SR-${String(id).padStart(7, '0')}</stk:code><stk:EAN>859${String(id).padStart(10, '0')}</stk:EAN><stk:PLU>0</stk:PLU><stk:isSales>true</stk:isSales><stk:isSerialNumber>false</stk:isSerialNumber><stk:isInternet>true</stk:isInternet><stk:isBatch>false</stk:isBatch><stk:purchasingRateVAT value="21">high</stk:purchasingRateVAT><stk:sellingRateVAT value="21">high</stk:sellingRateVAT><stk:name>${names[id % names.length]} ${id}</stk:name><stk:nameComplement></stk:nameComplement><stk:unit>ks</stk:unit><stk:coefficient2>1.0</stk:coefficient2><stk:storage><typ:id>${(id % 5) + 1}</typ:id><typ:ids>ZBOŽÍ/Spojovací</typ:ids></stk:storage><stk:typePrice><typ:id>1</typ:id><typ:ids>SK</typ:ids></stk:typePrice><stk:weightedPurchasePrice>7.1</stk:weightedPurchasePrice><stk:purchasingPrice payVAT="false">7</stk:purchasingPrice><stk:sellingPrice payVAT="false">${(id % 977) / 4 + 1}</stk:sellingPrice><stk:fixation>none</stk:fixation><stk:limitMin>0.0</stk:limitMin><stk:limitMax>0.0</stk:limitMax><stk:mass>0.015</stk:mass><stk:volume>0.0</stk:volume><stk:count>${id % 1300}.0</stk:count><stk:countIssue>0.0</stk:countIssue><stk:countReceivedOrders>${id % 7}.0</stk:countReceivedOrders><stk:reservation>${id % 3}.0</stk:reservation><stk:orderQuantity>0.0</stk:orderQuantity><stk:countIssuedOrders>0.0</stk:countIssuedOrders><stk:reclamation>0.0</stk:reclamation><stk:service>0.0</stk:service><stk:shortName>Sroub</stk:shortName><stk:guaranteeType>month</stk:guaranteeType><stk:guarantee>24</stk:guarantee><stk:producer>Šroubárna Žatec</stk:producer>${FLAGS}<stk:description>Šroub s vnitřním šestihranem, nerez A2, pro venkovní použití. Balení po 100 kusech.</stk:description><stk:note></stk:note><stk:markRecord>true</stk:markRecord></stk:stockHeader><stk:stockPriceItem><stk:stockPrice><typ:id>1</typ:id><typ:ids>Prodejní</typ:ids><typ:price>12.5</typ:price></stk:stockPrice><stk:stockPrice><typ:id>2</typ:id><typ:ids>Sleva 1</typ:ids><typ:price>11.25</typ:price></stk:stockPrice></stk:stockPriceItem></lStk:stock>`

/** Writes an export of so many cards in Windows-1250. */
export function writeStockExport(path, cards) {
  const file = openSync(path, 'w')
  const write = (text) => writeSync(file, bytes(text))
  write(
    `<?xml version="1.0" encoding="Windows-1250"?>\r\n<rsp:responsePack version="2.0" id="x" state="ok" note="" programVersion="13907.6 SQL (12.3.2025)" ico="12345678" xmlns:rsp="${schema('response')}" xmlns:typ="${schema('type')}" xmlns:lStk="${schema('list_stock')}" xmlns:stk="${schema('stock')}"><rsp:responsePackItem version="2.0" id="0" state="ok"><lStk:listStock version="2.0" dateTimeStamp="2026-09-01T10:00:00" dateValidFrom="2026-09-01" state="ok">`,
  )
  let piece = ''
  for (let id = 1; id <= cards; id++) {
    piece += card(id)
    if (piece.length < 256 * 1024) continue
    write(piece)
    piece = ''
  }
  write(`${piece}</lStk:listStock></rsp:responsePackItem></rsp:responsePack>`)
  closeSync(file)
}
