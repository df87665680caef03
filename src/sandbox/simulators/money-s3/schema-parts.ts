import { among, amount, byte, decimal, exactly, list, may, must, sequence, text, yesNo } from './schema-types'

/** What several records have in common, transcribed from `__Firma.xsd`, `__Zasoba.xsd` and `__Comtypes.xsd`. */
export const address = sequence(
  may('Ulice', text(50)),
  may('Misto', text(40)),
  may('PSC', text(10)),
  may('Stat', text(20)),
  may('KodStatu', exactly(2)),
)
export const phone = sequence(may('Pred', text(10)), may('Cislo', text(20)), may('Klap', text(5)))
export const contacts = [
  may('Tel', phone),
  may('Fax', phone),
  may('Mobil', phone),
  may('EMail', text(50)),
  may('WWW', text(50)),
] as const
export const bank = [
  may('PlatceDPH', yesNo),
  may('FyzOsoba', yesNo),
  may('Banka', text(50)),
  may('Ucet', text(24)),
  may('KodBanky', text(8)),
  may('VSymb', text(20)),
  may('SpecSym', text(10)),
  may('KodPartn', text(20)),
] as const
export const partner = sequence(
  may('ObchNazev', text(50)),
  may('ObchAdresa', address),
  may('FaktNazev', text(50)),
  may('ICO', text(10)),
  may('DIC', text(20)),
  may('DICSK', text(20)),
  may('FaktAdresa', address),
  may('GUID', text(38)),
  may('Nazev', text(50)),
  may('Adresa', address),
  ...contacts,
  ...bank,
)
export const recipient = sequence(
  may('Nazev', text(50)),
  may('Adresa', address),
  may('GUID', text(38)),
  ...contacts,
  may('ICO', text(10)),
  may('DIC', text(20)),
  may('DICSK', text(20)),
  ...bank,
)
export const vatSummary = sequence(
  may('Zaklad0', amount),
  may('Zaklad5', amount),
  may('Zaklad22', amount),
  may('DPH5', amount),
  may('DPH22', amount),
  may(
    'SeznamDalsiSazby',
    sequence(
      list(
        'DalsiSazba',
        sequence(may('Popis', text()), may('HladinaDPH', byte), may('Sazba', amount), may('Zaklad', amount), may('DPH', amount)),
        1,
      ),
    ),
  ),
)
export const store = sequence(
  must('Nazev', text(50)),
  may('KodSkladu', text(20)),
  may('GUID', text(38)),
  must('CenikSklad', yesNo),
)
/** Group `konfigurace`. */
const configuration = sequence(
  may('Druh_zas', among('M', 'Z', 'V', 'O')),
  may('Cinnosti', text(255)),
  may('SDPH_Nakup', amount),
  may('SDPH_Prod', amount),
)
export const card = sequence(
  must('Popis', text(50)),
  may('Zkrat', text(20)),
  may('Pozn', text()),
  may('MJ', text(10)),
  may('UzivCode', text(6)),
  may('GUID', text(38)),
  may('Katalog', text(20)),
  may('BarCode', text(20)),
  may('BCTyp', text(2)),
  may('konfigurace', configuration),
  may('Popis1', text(50)),
  may('Pozn1', text()),
  may('Hmotnost', amount),
  may('TypKarty', among('jednoducha', 'sluzba', 'sada', 'komplet', 'vyrobek')),
)
const currency = sequence(must('Kod', text(4)), may('Mnozstvi', decimal(11, 0)), may('Kurs', amount))
/** Rates, sums and currency, which every document has. */
export const money = [
  may('SazbaDPH1', amount),
  may('SazbaDPH2', amount),
  may('SouhrnDPH', vatSummary),
  may('Celkem', amount),
  may('Valuty', sequence(must('Mena', currency), must('SouhrnDPH', vatSummary), must('Celkem', amount))),
] as const
const price = sequence(may('Limit', amount), must('Cena', amount), may('Sleva', amount))
export const stockItem = sequence(
  may('konfigurace', configuration),
  may('StavZasoby', sequence(may('Zasoba', amount), may('Rezervace', amount), may('Objednano', amount))),
  may('Nak_Cena', amount),
  may('Pozn', text()),
  may('ZakazProde', yesNo),
  must('KmKarta', card),
  must('Sklad', store),
  may('Skupina', sequence(must('Zkratka', text(10)), may('Nazev', text(50)))),
  list(
    'PC',
    sequence(
      may('Hladina', sequence(must('Zkrat', text(10)), may('Nazev', text(50)), may('Pozn', text()), may('Mena', currency))),
      may('SDPH', yesNo),
      may('Zaok', text(1)),
      may('ZpusobZao', among('H', 'D', 'M')),
      may('Mena', currency),
      may('VypPrCeny', among('V', 'K', 'C', 'S')),
      may('Cena1', price),
      may('Cena2', price),
    ),
  ),
)
export const company = sequence(
  may('GUID', text(38)),
  may('Nazev', text(50)),
  may('Adresa', address),
  may('ObchNazev', text(50)),
  may('ObchAdresa', address),
  may('FaktNazev', text(50)),
  may('FaktAdresa', address),
  ...contacts,
  may('Spojeni', text(255)),
  may('ICO', text(10)),
  may('DIC', text(20)),
  may('DICSK', text(20)),
  may('PlatceDPH', yesNo),
  may('FyzOsoba', yesNo),
  may('Zprava', text(255)),
  may('Poznamka', text()),
  may('KodPartn', text(20)),
)
/** `skDokladFirmaType`: the same as `partner`, in another order. */
export const stockPartner = sequence(
  may('ObchNazev', text(50)),
  may('ObchAdresa', address),
  may('FaktNazev', text(50)),
  may('FaktAdresa', address),
  may('ICO', text(10)),
  may('DIC', text(20)),
  may('DICSK', text(20)),
  may('GUID', text(38)),
  may('Nazev', text(50)),
  may('Adresa', address),
  ...contacts,
  ...bank,
)
