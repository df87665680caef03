/**
 * What electron-builder's WiX project lacks, written into it before WiX runs (the hook `msiProjectCreated`): properties
 * for a silent installation, which a newer version takes over; the shortcut on the desktop and the autostart by choice;
 * a preset; the end of the scheduled runs at removal. Properties and their meaning: docs/installing.md.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises'

const KEY = 'Software\\Business Integrator\\Client'
const FOLDER = 'Business Integrator Client'
const INI = 'bi-client.ini'
const LANGUAGES = ['cs', 'sk', 'en']

/** Electron-builder calls this with the path of the project. `BI_MSI_PROJECT`: copies it there and stops (the tests). */
export default async function msiProjectCreated(file) {
  const project = editProject(await readFile(file, 'utf8'))
  await writeFile(file, project)
  if (process.env.BI_MSI_PROJECT) {
    await copyFile(file, process.env.BI_MSI_PROJECT)
    throw new Error('the WiX project is captured; WiX was not run')
  }
}

/** Properties of the command line: the name in the registry under which a newer version finds them, and their default. */
const remembered = [
  { id: 'DATAFOLDER', name: 'DataFolder' },
  { id: 'CLIENTLANGUAGE', name: 'Language' },
  { id: 'DESKTOPSHORTCUT', name: 'DesktopShortcut', standard: '1' },
  { id: 'AUTOSTART', name: 'Autostart', standard: '0' },
]

/** The project as it is compiled. Throws when electron-builder's template is not the one that this was written for. */
export function editProject(xml) {
  const title = found(xml, /<Product [^>]*\bName="([^"]*)"/)[1]
  const icon = found(xml, /<Icon Id="([^"]*)"/)[1]
  const appId = found(xml, /<ShortcutProperty Key="System.AppUserModel.ID" Value="([^"]*)"/)[1]
  const edits = [
    // In the transaction: a new version that can't be installed leaves the old one.
    ['<MajorUpgrade ', '<MajorUpgrade Schedule="afterInstallInitialize" '],
    // Nothing of an installation for one person.
    [/\s*<Property Id="(WixAppFolder|MSIINSTALLPERUSER)"[^>]*\/>/g, ''],
    [/(<Property Id="ApplicationFolderName" Value=")[^"]*/, `$1${FOLDER}`],
    [/(<Directory Id="APPLICATIONFOLDER" Name=")[^"]*/, `$1${FOLDER}`],
    ['<Directory Id="TARGETDIR" Name="SourceDir">', '$&\n      <Directory Id="DesktopFolder" Name="Desktop"/>'],
    // A function: what a person's name holds is no pattern.
    [/\n\s*<Directory Id="TARGETDIR"/, (match) => `\n${properties()}${actions()}${match}`],
    [/\n\s*<\/ComponentGroup>/, (match) => `\n${components({ title, icon, appId })}${match}`],
  ]
  return edits.reduce((project, [from, to]) => {
    found(project, from)
    return project.replace(from, to)
  }, xml)
}

function found(xml, pattern) {
  const match = typeof pattern === 'string' ? (xml.includes(pattern) ? [pattern] : null) : xml.match(pattern)
  if (!match) throw new Error(`the WiX project of this electron-builder has no ${pattern}: see scripts/package/msi-project.mjs`)
  return match
}

function properties() {
  const actions = []
  const rows = []
  const set = (action, id, value, condition) => {
    actions.push(`<CustomAction Id="${action}" Property="${id}" Value="${value}" Execute="firstSequence"/>`)
    rows.push([action, condition])
  }
  // The command line counts, then what the version before was installed with, then the default.
  for (const { id, name, standard } of remembered) {
    set(`Remember${name}`, id, `[WAS${id}]`, `NOT ${id} AND WAS${id}`)
    if (standard !== undefined) set(`Default${name}`, id, standard, `NOT ${id}`)
  }
  // Numbers, so that each compiler puts them where they must be: after the search (50), before what asks for them (100).
  const sequence = rows.map(
    ([action, condition], at) => `  <Custom Action="${action}" Sequence="${51 + at}"><![CDATA[${condition}]]></Custom>`,
  )
  const language = ['NOT CLIENTLANGUAGE', ...LANGUAGES.map((one) => `CLIENTLANGUAGE="${one}"`)].join(' OR ')
  return indent([
    ...remembered.flatMap(({ id, name }) => [
      `<Property Id="${id}" Secure="yes"/>`,
      `<Property Id="WAS${id}" Secure="yes"><RegistrySearch Id="Was${name}" Root="HKLM" Key="${KEY}" Name="${name}" Type="raw"/></Property>`,
    ]),
    '<Property Id="PRESET" Secure="yes"/>',
    '<Property Id="REMOVEDATA" Secure="yes"/>',
    ...actions,
    ...['InstallUISequence', 'InstallExecuteSequence'].flatMap((name) => [`<${name}>`, ...sequence, `</${name}>`]),
    `<Condition Message="CLIENTLANGUAGE is one of ${LANGUAGES.join(', ')}."><![CDATA[Installed OR ${language}]]></Condition>`,
  ])
}

/**
 * Asked only where a person removes the program by hand: a silent removal keeps the data unless REMOVEDATA=1 says otherwise.
 * Windows Installer's own message: a script may not open windows. ASCII, since the table's code page is not the script's.
 */
const question = `
var czech = Session.Property("WASCLIENTLANGUAGE") != "en";
var record = Session.Installer.CreateRecord(0);
record.StringData(0) = czech
  ? "Smazat i nastaven\\u00ed, hesla a knihu zpracovan\\u00fdch doklad\\u016f? Bez n\\u00ed by p\\u0159\\u00ed\\u0161t\\u00ed instalace mohla objedn\\u00e1vky zapsat podruh\\u00e9. Ne = data z\\u016fstanou."
  : "Delete settings, passwords and the ledger of processed documents as well? Without it a later installation could record orders twice. No = the data stay.";
if (Session.Message(0x03000000 + 4 + 32 + 256, record) == 6) Session.Property("REMOVEDATA") = "1";
`

/** The numbers: after all is written, before the end (6600); before files go (3500). Run by Windows Installer itself, not by the person who installs: the data belong to the computer. */
function actions() {
  const bySystem = 'FileKey="mainExecutable" Execute="deferred" Impersonate="no"'
  const removal = 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE'
  return indent([
    // Wrong presets are told by the end of the installation (1603 and its log), and then nothing of it stays.
    `<CustomAction Id="ApplyPreset" ${bySystem} ExeCommand="setup --from &quot;[PRESET]&quot;" Return="check"/>`,
    // Never keeps a person from removing the program.
    `<CustomAction Id="Retire" ${bySystem} ExeCommand="retire" Return="ignore"/>`,
    `<CustomAction Id="RetireWithData" ${bySystem} ExeCommand="retire --delete-data --yes" Return="ignore"/>`,
    `<CustomAction Id="AskAboutData" Script="jscript" Execute="immediate" Return="ignore"><![CDATA[${question}]]></CustomAction>`,
    '<InstallExecuteSequence>',
    '  <Custom Action="ApplyPreset" Sequence="6500"><![CDATA[PRESET AND NOT REMOVE]]></Custom>',
    `  <Custom Action="AskAboutData" Sequence="1450"><![CDATA[${removal} AND UILevel > 2 AND NOT REMOVEDATA]]></Custom>`,
    `  <Custom Action="Retire" Sequence="3400"><![CDATA[${removal} AND NOT (REMOVEDATA="1")]]></Custom>`,
    `  <Custom Action="RetireWithData" Sequence="3401"><![CDATA[${removal} AND REMOVEDATA="1"]]></Custom>`,
    '</InstallExecuteSequence>',
  ])
}

const value = (name, text, more = '') =>
  `  <RegistryValue Root="HKLM" Key="${KEY}" Name="${name}" Type="string" Value="${text}"${more}/>`
const iniLine = (key, property) =>
  `  <IniFile Id="ini${key}" Action="addLine" Directory="APPLICATIONFOLDER" Name="${INI}" Section="client" Key="${key}" Value="[${property}]"/>`
const when = (condition) => `  <Condition><![CDATA[${condition}]]></Condition>`

/** Each component's Guid is for ever: Windows counts by it who uses what. */
function components({ title, icon, appId }) {
  const keyPath = ' KeyPath="yes"'
  return indent(
    [
      '<Component Id="choices" Guid="c1f0a8d2-5a30-4a0e-9d4e-6b7c2f7f6b11">',
      value('DesktopShortcut', '[DESKTOPSHORTCUT]', keyPath),
      value('Autostart', '[AUTOSTART]'),
      // Emptied by Windows Installer itself, which may leave the file.
      `  <RemoveFile Id="removeIni" Name="${INI}" On="uninstall"/>`,
      '</Component>',
      '<Component Id="dataFolder" Guid="0f5c3d51-6f0e-4c39-8b0a-0f4b3a2d9e12">',
      when('DATAFOLDER'),
      value('DataFolder', '[DATAFOLDER]', keyPath),
      iniLine('DataFolder', 'DATAFOLDER'),
      '</Component>',
      '<Component Id="language" Guid="3b9e7f64-1f2a-4f57-9c2d-8a5d0e6c4f13">',
      when('CLIENTLANGUAGE'),
      value('Language', '[CLIENTLANGUAGE]', keyPath),
      iniLine('Language', 'CLIENTLANGUAGE'),
      '</Component>',
      '<Component Id="desktopShortcut" Guid="7d2b1c85-3e4f-4b6a-8e1f-5c9a7b3d2a14">',
      when('DESKTOPSHORTCUT="1"'),
      value('HasDesktopShortcut', '1', keyPath),
      `  <Shortcut Id="desktopShortcut" Directory="DesktopFolder" Name="${title}" Target="[#mainExecutable]" WorkingDirectory="APPLICATIONFOLDER" Icon="${icon}">`,
      `    <ShortcutProperty Key="System.AppUserModel.ID" Value="${appId}"/>`,
      '  </Shortcut>',
      '</Component>',
      // For everybody who signs in; the program itself makes sure that one start is enough.
      '<Component Id="autostart" Guid="9a4e6d37-2c5b-4d8f-a3e2-1b7f8c6e5d15">',
      when('AUTOSTART="1"'),
      '  <RegistryValue Root="HKLM" Key="Software\\Microsoft\\Windows\\CurrentVersion\\Run" Name="BusinessIntegratorClient" Type="string" Value="&quot;[#mainExecutable]&quot; --hidden" KeyPath="yes"/>',
      '</Component>',
    ],
    6,
  )
}

const indent = (lines, by = 4) => lines.map((line) => `${' '.repeat(by)}${line}\n`).join('')
