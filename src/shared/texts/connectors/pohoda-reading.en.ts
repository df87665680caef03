/** Words for reading stock levels and prices, the same in every way into POHODA. */
export const pohodaReadingEn = {
  fields: {
    'reading.paging': {
      label: 'Reading of stock cards',
      help: 'POHODA of 2024 and newer gives them in pages; whoever needs it meanwhile need not wait. Older versions give the whole list at once only.',
    },
    'reading.pageSize': { label: 'Cards in a page', help: 'The fewer, the sooner POHODA answers. At most 10,000.' },
    'reading.storage': {
      label: 'Only this store or branch',
      help: 'Path in the tree of stores from its beginning, e.g. ZBOŽÍ or ZBOŽÍ/Spojovací. Empty: all stores.',
    },
    'reading.onlyInternet': { label: 'Only cards for the internet', help: 'Read only cards whose field Internet is ticked.' },
    'reading.lastChanges': {
      label: 'Read changed cards only',
      help: 'Turn it on only when it was tried: that a card is among the changed ones after a stock movement, too, is not described for POHODA. Once a day all are read in any case.',
    },
    'reading.priceLevels': {
      label: 'Price levels',
      help: 'Name of the sales price in POHODA → without or with (VAT); the list of stock does not say it. Other levels are not read.',
    },
  },
  choices: {
    'reading.paging': { 'by-id': 'In pages (2024 and newer)', none: 'The whole list at once' },
    'reading.lastChanges': { off: 'Never, always all', cards: 'For prices only', movements: 'For prices and stock levels' },
  },
}
