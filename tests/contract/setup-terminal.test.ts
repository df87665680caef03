import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acquireMachineLock, thisHolder } from '../../src/main/system/machine-lock'
import type { Sandbox } from '../../src/sandbox/server'
import { setupTerminalTexts } from '../../src/shared/texts/setup-terminal'
import { setupWords } from '../../src/shared/texts/setup-words'
import { createTestPohoda, type TestPohoda } from '../support/pohoda'
import { hasPty, type Pty, startPty, withoutControls } from '../support/pty'
import { temporarySandbox } from '../support/sandbox'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')
const PASSWORD = 'Tajné-heslo 9'
const ICO = '27082440'
const NAME = 'Stavebniny Křižík a. s.'

let root: string
let dataDir: string
let sandbox: Sandbox
let pohoda: TestPohoda
const open: Pty[] = []
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'bi-setup-terminal-'))
  dataDir = join(root, 'data')
  sandbox = await temporarySandbox()
})
afterEach(async () => {
  for (const terminal of open.splice(0)) terminal.kill()
  pohoda?.remove()
  await sandbox.close()
  rmSync(root, { recursive: true, force: true })
})

const start = (...more: string[]): Pty => startIn({}, ...more)
function startIn(own: NodeJS.ProcessEnv, ...more: string[]): Pty {
  // Nothing of the developer's own settings may steer these runs.
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: root, TERM: 'xterm', ...own }
  const terminal = startPty(process.execPath, [program, 'setup', '--data-dir', dataDir, ...more], env, root)
  open.push(terminal)
  return terminal
}

/** A person who reads up to a question, and answers it. */
const person = (terminal: Pty) => async (question: string | RegExp, answer: string) => {
  const read = await terminal.until(question)
  // What stands in brackets and the colon are still to come.
  const asked = read + (await terminal.until(/: *$/))
  terminal.type(answer)
  return asked
}

/** Chooses from a numbered list by what it says. */
const chooser = (terminal: Pty) => async (choice: string) => {
  const list = await terminal.until(new RegExp(`(\\d+)\\) ${choice.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
  const number = /(\d+)\) [^\n]*$/.exec(list)?.[1] ?? ''
  await terminal.until(/: *$/)
  terminal.type(number)
}

const pohodaOf = (ico: string): TestPohoda => {
  pohoda = createTestPohoda({ unit: { ico }, users: [{ name: 'Klient', password: PASSWORD, xml: true, orders: true }] })
  return pohoda
}
const registration = () =>
  sandbox.registrations().find(({ state }) => state === 'received' || state === 'scheduled')?.registrationId ?? ''

describe.runIf(hasPty())('setting up in a terminal', () => {
  test('from nothing to production and back, with a wrong IČO, a rejection mended, two sittings and a refused order', async () => {
    pohodaOf(ICO)
    const first = start()
    let says = person(first)
    let chooses = chooser(first)
    await first.until('Krok 1 z 8: Než začnete')
    await chooses('Čeština')
    await chooses('Připojit naši firmu')
    await says('Adresa Business Integratoru', 'http://api.priklad.cz')
    await first.until('Adresa musí začínat https://')
    await says('Adresa Business Integratoru', sandbox.url)

    await first.until('Krok 2 z 8: Registrace')
    await chooses('Vyplnit registraci')
    await says('Země', '?')
    await first.until('Ovládání:')
    await chooses('Česko')
    await says('Název firmy', NAME)
    await says('IČO', '12345678')
    await first.until('Toto IČO neexistuje')
    await says('IČO', '270 82 440')
    await says('DIČ (nepovinné)', '')
    await says('Ulice a číslo', '<')
    await says('DIČ (nepovinné)', 'CZ27082440')
    await says('Ulice a číslo', 'Dlouhá 1')
    await says('Obec', 'konec')
    await first.until('Vše je uloženo. Pokračovat můžete příkazem: bi-client setup')
    expect(await first.ended()).toBe(0)

    const second = start()
    says = person(second)
    chooses = chooser(second)
    await second.until('Pokračujete tam, kde nastavení skončilo.')
    await second.until('Krok 2 z 8')
    await chooses('Pokračovat ve vyplňování')
    // Nothing that was answered is asked again.
    expect(await says('Obec', 'Brno')).not.toContain('Název firmy')
    await says('PSČ', '602 00')
    await chooses('Odběratel')
    await says('Kdo rozhoduje: jméno', 'Jana Nováková')
    await says('Kdo rozhoduje: e-mail', 'jana@')
    await second.until('Toto není e-mailová adresa')
    await says('Kdo rozhoduje: e-mail', 'jana@priklad.cz')
    await says('Kdo rozhoduje: telefon', '+420 600')
    await says('zvláštní kontakt na IT', 'ne')
    await says('Informační systém', 'POHODA')
    await says('Verze informačního systému (nepovinné)', '')
    await chooses('Vlastní server ve firmě')
    await says('Moduly pro výměnu dat', '1, 4')
    await second.until('nelze kombinovat')
    await says('Moduly pro výměnu dat', '1, 3')
    await says('Vzdálený přístup', '1')
    // Found on this computer, and offered.
    await says(/Operační systém serveru \(nalezeno zde: [^)]*\) \[[^\]]+\]/, '')
    await says('Název serveru', '')
    await says('Poznámka pro provozovatele', '')
    await says('Online obchodní systém', 'Shoptet')
    await chooses('Ne')
    await chooses('S instalací tohoto klienta')
    await says('Souhlasíte? (ano/ne)', 'ne')
    await second.until('Bez souhlasu nelze registraci odeslat')
    await says('Souhlasíte? (ano/ne)', 'ano')
    await says('Kdo souhlasí [Jana Nováková]', '')
    await says('Plánované datum', 'zítra')
    await second.until('Toto není datum')
    await says('Plánované datum', '2027-01-15')
    const summary = await second.until('Odeslat registraci')
    expect(summary).toContain(NAME)
    expect(summary).toContain('Import a export XML, API')
    await second.until(/: *$/)
    second.type('1')
    await second.until('Registrace je odeslána.')
    await second.until('Enter: nabídka')
    await second.until('Přijata, čeká na posouzení')
    sandbox.scheduleRegistration(registration(), '2027-01-15')
    second.type('')
    await second.until('Naplánováno na: 2027-01-15')
    sandbox.rejectRegistration(registration(), 'Telefon je neúplný.')
    await chooses('Čekat na vyjádření')
    await second.until('Zamítnuta')
    await second.until('Telefon je neúplný.')
    await chooses('Opravit údaje a odeslat znovu')
    await chooses('Kdo rozhoduje: telefon')
    await says('Kdo rozhoduje: telefon [+420 600]', '+420 600 000 000')
    await chooses('Hotovo, nic dalšího')
    await says('Odeslat opravenou registraci? (ano/ne) [ano]', '')
    await second.until('Enter: nabídka')
    await second.until('Přijata, čeká na posouzení')
    sandbox.approveRegistration(registration())
    second.type('')
    await second.until(`Účet: ${NAME} (režim: zkušební)`)

    await second.until('Krok 3 z 8: Tento počítač')
    await second.until('v pořádku: Zápis do složky s daty')
    await chooses('Pokračovat')
    await second.until('Krok 4 z 8')
    await second.until(`v pořádku: Firma a IČO: ${NAME}`)
    await chooses('Pokračovat')

    await second.until('Krok 5 z 8: Informační systém')
    await says('Cesta do POHODY', '')
    await says('Program POHODA', pohoda.program)
    await says('Uživatel POHODY', 'Klient')
    await says('Heslo uživatele POHODY (při psaní se nezobrazuje)', 'špatné')
    await says('Databáze účetní jednotky', pohoda.database)
    await says(`IČO účetní jednotky (z registrace) [${ICO}]`, '')
    await says('Dohledání podle našeho označení', '')
    await says('podrobnosti', '')
    await says('jak se doklady zapisují', '')
    await second.until('nevyhovuje: POHODA odpovídá')
    await second.until('is-login-failed')
    await chooses('Nastavit připojení')
    await says('Cesta do POHODY', '')
    await says('Program POHODA', '')
    await says('Uživatel POHODY [Klient]', '')
    await says('Heslo uživatele POHODY (při psaní se nezobrazuje) [uloženo, Enter ponechá]', PASSWORD)
    await says('Databáze', '')
    await says('IČO účetní jednotky', '')
    await says('Dohledání', '')
    await says('podrobnosti', '')
    await second.until('v pořádku: POHODA odpovídá')
    await chooses('Ukázka: objednávka a soubor')
    await second.until('<dat:dataPack')
    await chooses('Pokračovat')

    await second.until('Krok 6 z 8: Zkušební objednávky')
    pohoda.faults({ refuse: [{ regexp: '.*', errno: 103, note: 'Neznámé středisko', times: 1 }] })
    await chooses('Poslat zkušební objednávky')
    await says('Kolik objednávek', '1')
    await chooses('Jednoduché')
    await second.until(': Stažena')
    await second.until(': zastaveno. ')
    await chooses('Zkusit znovu zastavené objednávky')
    await second.until(/: Zapsána pod číslem 261\d+/)
    await second.until(': Ohlášena')
    await second.until('Všechny objednávky došly na konec cesty.')
    await chooses('Posoudit')
    await says('Kdo posuzuje (jméno) [Jana Nováková]', '')
    await says('a je správně?', '')
    await second.until('Tento údaj je potřeba.')
    await says('a je správně?', 'ne')
    await says('Co je špatně', 'Chybí středisko.')
    await second.until('Chybí středisko.')
    second.keys('\u0003')
    await second.until('Vše je uloženo.')
    expect(await second.ended()).toBe(130)

    const third = start()
    says = person(third)
    chooses = chooser(third)
    await third.until('Krok 6 z 8')
    await third.until('špatně (Jana Nováková): Chybí středisko.')
    await chooses('Poslat další zkušební objednávky')
    await says('Kolik objednávek', '2')
    await chooses('Rozmanité')
    await third.until('Všechny objednávky došly na konec cesty.')
    await chooses('Posoudit')
    await says('Kdo posuzuje', '')
    await says('a je správně?', 'ano')
    await says('a je správně?', 'ano')
    await chooses('Pokračovat')

    await third.until('Krok 7 z 8: Běžný provoz')
    await chooses('každých 15 minut')
    await third.until('Krok 8 z 8: Ostrý provoz')
    await third.until('programátoři potřebují')
    await chooses('Přepnout do ostrého provozu')
    await says('Kdo přepíná (jméno) [Jana Nováková]', '')
    await says(`napište název firmy: ${NAME}`, 'Jiná firma')
    await third.until('Napište název firmy přesně tak, jak je u účtu.')
    await chooses('Přepnout do ostrého provozu')
    await says('Kdo přepíná', '')
    await says('napište název firmy', NAME)
    await says('Přepnout nyní? (ano/ne) [ne]', 'ano')
    await third.until('Ostrý provoz. Přepnul(a): Jana Nováková')
    const settings = () => JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
    expect(settings()).toMatchObject({ mode: 'production', sync: { intervalSeconds: 900 } })
    await chooses('Vrátit se do zkušebního režimu')
    await third.until('počkají ve frontě')
    await says('Vrátit se do zkušebního režimu? (ano/ne) [ne]', 'ano')
    await third.until('Klient je ve zkušebním režimu.')
    expect(settings()).toMatchObject({ mode: 'test' })
    await chooses('Skončit a přepnout jindy')
    expect(await third.ended()).toBe(0)

    expect(pohoda.orders()).toHaveLength(3)
    const shown = [first, second, third].map((terminal) => withoutControls(terminal.shown())).join('')
    expect(shown).not.toContain(PASSWORD)
    expect(shown).not.toContain('špatné')
  }, 180_000)

  test.each(['sk', 'en'] as const)(
    'the whole way in %s, by a code and by a key',
    async (language) => {
      const texts = setupTerminalTexts[language]
      const words = setupWords[language]
      const company = sandbox.company()
      pohodaOf(company.ico)
      const terminal = start('--language', language)
      const says = person(terminal)
      const chooses = chooser(terminal)
      await says(texts.begin.language, '')
      await chooses(texts.begin.company)
      await says(words.fields['central.baseUrl'], sandbox.url)
      if (language === 'sk') {
        await chooses(texts.registration.code)
        await says(texts.registration.askCode, 'NEPLATNY-KOD')
        await terminal.until('central-')
        await chooses(texts.registration.code)
        await says(texts.registration.askCode, sandbox.issueActivationCode())
      } else {
        await chooses(texts.registration.key)
        await says(texts.registration.askKey, 'wrong-key-0123456789')
        await terminal.until('central-unauthorized')
        await chooses(texts.registration.key)
        await says(texts.registration.askKey, sandbox.keys.client)
      }
      await terminal.until(company.name)
      await terminal.until(words.steps.computer.title)
      await chooses(texts.check.next)
      await terminal.until(words.steps.connection.title)
      await chooses(texts.check.next)

      const fields = words.connector['pohoda-xml']
      await says(fields.way.label, '')
      await says(fields.program.label, pohoda.program)
      await says(fields.user.label, 'Klient')
      await says(fields.password.label, PASSWORD)
      await says(fields.database.label, pohoda.database)
      await says(fields.ico.label, company.ico)
      await says(fields.lookup.label, '')
      await says(texts.informationSystem.details, '')
      await says(texts.informationSystem.mappingAsk, '')
      await chooses(texts.check.next)
      await chooses(texts.testOrders.send)
      await says(texts.testOrders.count, '')
      await chooses(texts.testOrders.simple)
      await terminal.until(words.stages.reported)
      await chooses(texts.testOrders.judge)
      await says(texts.testOrders.by, 'Ján')
      await says(/\(\p{L}+\/\p{L}+\)/u, texts.yes)
      await chooses(texts.testOrders.next)
      await chooses(texts.operation.every[60])
      await chooses(texts.production.switch)
      await says(texts.production.by, 'Ján')
      await says(company.name, company.name)
      await says(texts.production.sure, texts.yes)
      await chooses(texts.production.finish)
      await terminal.until('bi-client sync --watch')
      expect(await terminal.ended()).toBe(0)
      expect(JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))).toMatchObject({ mode: 'production', language })
      for (const secret of [PASSWORD, sandbox.keys.client, 'wrong-key-0123456789']) expect(terminal.shown()).not.toContain(secret)
    },
    90_000,
  )

  test('a trial needs no account and no POHODA, says what it is, and is removed by one choice', async () => {
    const terminal = start()
    const says = person(terminal)
    const chooses = chooser(terminal)
    await chooses('Čeština')
    await chooses('Vyzkoušet s vestavěnou cvičnou centrálou')
    await chooses('Pokračovat ve zkoušce')
    await terminal.until('Krok 2 z 7')
    await terminal.until('Zkouška: pracuje se s cvičnou centrálou')
    await chooses('Pokračovat')
    await chooses('Pokračovat')
    await terminal.until('v pořádku: POHODA odpovídá')
    await chooses('Pokračovat')
    await chooses('Poslat zkušební objednávky')
    await says('Kolik objednávek', '')
    await chooses('Jednoduché')
    await terminal.until(': Ohlášena')
    await chooses('Posoudit')
    await says('Kdo posuzuje', 'Jana')
    await says('a je správně?', 'ano')
    await chooses('Pokračovat')
    await terminal.until('Krok 6 z 7')
    await chooses('každou minutu')
    await chooses('Přepnout do ostrého provozu')
    await says('Kdo přepíná', '')
    await says('Přepnout nyní?', 'ano')
    await terminal.until('Ostrý provoz. Přepnul(a): Jana')
    await says('Vaše volba', 'kroky')
    await chooses('Než začnete')
    await chooses('Čeština')
    await chooses('Odstranit zkoušku')
    await says('Odstranit zkoušku se vším', 'ano')
    await terminal.until('Zkouška je odstraněna.')
    await terminal.until('Krok 1 z 8')
    expect(existsSync(join(dataDir, 'trial'))).toBe(false)
    terminal.keys('\u0003')
    expect(await terminal.ended()).toBe(130)
  }, 90_000)

  test('a terminal that can do nothing but lines is sent nothing else, and shows no secret', async () => {
    const terminal = startIn({ TERM: 'dumb' })
    const says = person(terminal)
    const chooses = chooser(terminal)
    await chooses('Čeština')
    await chooses('Připojit naši firmu')
    await says('Adresa Business Integratoru', sandbox.url)
    await chooses('Zadat klíč')
    await says('Klíč firmy', `xx\u007f\u007f${sandbox.keys.client}`)
    await terminal.until(`Účet: ${sandbox.company().name}`)
    await terminal.until('Krok 3 z 8')
    await chooses('Pokračovat')
    await terminal.until('Krok 4 z 8')
    terminal.keys('\u0003')
    await terminal.until('Vše je uloženo.')
    expect(await terminal.ended()).toBe(130)
    expect(terminal.shown()).not.toContain('\u001b')
    expect(terminal.shown()).not.toContain(sandbox.keys.client)
  }, 60_000)

  test('who else runs the engine or sets up is said before anything is asked', async () => {
    for (const name of ['engine', 'setup'] as const) {
      mkdirSync(dataDir, { recursive: true })
      const held = acquireMachineLock(dataDir, thisHolder('desktop'), name)
      if (!held.held) throw new Error('the lock is not free')
      const terminal = start()
      expect(await terminal.ended()).toBe(7)
      expect(terminal.shown()).toContain('engine-held')
      expect(terminal.shown()).toContain(`process ${process.pid}`)
      expect(terminal.shown()).not.toContain('Krok')
      held.lock.release()
    }
  })

  test('with --json there is nobody to ask', async () => {
    const terminal = start('--json')
    expect(await terminal.ended()).toBe(2)
    expect(JSON.parse(terminal.shown())).toMatchObject({ ok: false, problem: { code: 'usage' } })
  })
})
