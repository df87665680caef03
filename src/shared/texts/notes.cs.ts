/** Remarks in a document's history: what was adjusted on its way into the information system. Master of the other languages. */
export const notesCs = {
  'characters-replaced': 'Informační systém nezná některé znaky, byly nahrazeny: {characters}.',
  'characters-removed': 'Z textů byly odstraněny znaky, které nelze uložit: {characters}.',
  'text-shortened': 'Text „{element}“ byl zkrácen z {from} na {to} znaků.',
  'value-left-out': 'Údaj „{field}“ je delší než {limit} znaků, proto je jen v interní poznámce: {value}.',
  'moved-to-note': 'Řádek {line}: celý text je v interní poznámce dokladu.',
  'line-without-stock-card': 'Řádek {line} nemá kód zásoby, byl předán jako textová položka.',
  'discount-in-price':
    'Řádek {line}: sleva {discount} % má více desetinných míst, než informační systém uloží, proto je už v ceně {price}. Původní cena a sleva jsou v poznámce řádku.',
  'unit-in-note': 'Řádek {line}: měrná jednotka „{unit}“ nemá v nastavení převodu kód, je v poznámce řádku.',
  'rounding-as-line': 'Zaokrouhlení {rounding} bylo předáno jako samostatná položka.',
  'vat-rounding-differs':
    'DPH {amount} při sazbě {percent} % nevychází žádným způsobem zaokrouhlení; informační systém spočítá {computed}.',
  'charge-in-note': 'Poplatek „{name}“ nemá v nastavení kartu, je jen v poznámce dokladu.',
  'card-not-for-sale': 'Dodavatel zboží už nenabízí. Kartu klient nemění, vyřaďte ji z prodeje v informačním systému.',
  'partner-not-active': 'Partner už neobchoduje. V adresáři jej klient nechává, posuďte jej sami.',
  'price-left-out': 'Cena {price} {currency} je v jiné měně, než v jaké se zapisuje, proto nebyla předána.',
  'card-marked-off-sale': 'Dodavatel zboží už nenabízí, karta {code} má proto vypnutý export na e-shop. Kartu klient nemaže.',
  'unit-left-out': 'Měrná jednotka „{unit}“ nemá v nastavení převodu kód, proto ji karta nedostala.',
  'code-in-capitals': 'Kód „{code}“ uloží informační systém velkými písmeny jako „{kept}“.',
  'places-in-text': 'Místa dodání ({count}) jsou u nového partnera jen v textu, informační systém je vede zvlášť.',
  'is-warning': 'Upozornění informačního systému {errno}: {text} {path} (požadováno „{requested}“, uloženo „{produced}“).',
} as const

export type NoteCode = keyof typeof notesCs
export type NoteTexts = Record<NoteCode, string>
