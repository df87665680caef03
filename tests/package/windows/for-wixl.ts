import { createHash } from 'node:crypto'

/** What WiX takes and wixl does not know: set in the finished package by msibuild. */
export interface ForWixl {
  project: string
  statements: string[]
}

/**
 * electron-builder's WiX project (v4 beta) in the subset that wixl knows. A test's aid: a release is compiled by WiX, on
 * Windows. What says the same in both is rewritten; the rest goes into the tables by statements. `base`: wixl takes
 * relative paths only.
 */
export function forWixl(wix: string, base: string): ForWixl {
  const statements: string[] = []
  let made = 0
  let text = wix
    .replace('http://wixtoolset.org/schemas/v4/wxs', 'http://schemas.microsoft.com/wix/2006/wi')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<MediaTemplate [^>]*\/>/, '<Media Id="1" Cabinet="app.cab" EmbedCab="yes"/>')
    .replace(/ (Absent="disallow"|Secure="yes"|Codepage="65001"|ReadOnly="yes"|AllowSameVersionUpgrades="yes")/g, '')
    .replace(/<ShortcutProperty [^>]*\/>/g, '')
    .replace(/SourceFile="Z:([^"]*)"/g, (_, path: string) => `SourceFile="${path.replaceAll('\\', '/').replace(`${base}/`, '')}"`)
    .replace('<Directory Id="ProgramMenuFolder"/>', '<Directory Id="ProgramMenuFolder" Name="Programs"/>')
    .replace('<Directory Id="ProgramFiles64Folder">', '<Directory Id="ProgramFiles64Folder" Name="PFiles">')

  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`
  // The first launch conditions are the template's; both kinds become rows of the same table.
  text = text.replace(
    /<Condition Message="([^"]*)"><!\[CDATA\[([\s\S]*?)\]\]><\/Condition>/g,
    (_, message: string, condition: string) => {
      statements.push(`INSERT INTO LaunchCondition (Condition, Description) VALUES (${quoted(condition)}, ${quoted(message)})`)
      return ''
    },
  )

  // WiX searches the 64-bit registry when it compiles for x64; wixl the other one. 2 + 16: a raw value there.
  statements.push('UPDATE RegLocator SET Type = 18')
  // The old version goes within the transaction: after InstallInitialize (1500).
  if (text.includes(' Schedule="afterInstallInitialize"')) {
    text = text.replace(' Schedule="afterInstallInitialize"', '')
    statements.push("UPDATE InstallExecuteSequence SET Sequence = 1501 WHERE Action = 'RemoveExistingProducts'")
  }

  text = text.replace(
    /<CustomAction Id="([^"]*)" Script="jscript"[^>]*><!\[CDATA\[([\s\S]*?)\]\]><\/CustomAction>/g,
    (_, id: string) => {
      // 37: JScript in the table, 64: go on whatever it says. Its text is tried by the test itself.
      statements.push(
        `INSERT INTO CustomAction (Action, Type, Target) VALUES (${quoted(id)}, ${37 + 64}, 'Session.Property("ASKED") = "1";')`,
      )
      return ''
    },
  )
  text = text.replace(/<Custom Action="AskAboutData"[^>]*><!\[CDATA\[([\s\S]*?)\]\]><\/Custom>/, (_, condition: string) => {
    statements.push(
      `INSERT INTO InstallExecuteSequence (Action, Condition, Sequence) VALUES ('AskAboutData', ${quoted(condition)}, 1450)`,
    )
    return ''
  })

  text = text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))

  // `APPLICATIONFOLDER:\a\b\` of WiX as nested directories.
  type Folder = { id?: string; inner: Map<string, Folder> }
  const top: Folder = { inner: new Map() }
  text = text.replace(/<Directory Id="(d[^"]+)" Name="APPLICATIONFOLDER:\\([^"]*)\\"\/>\s*/g, (_, id: string, path: string) => {
    let at = top
    for (const name of path.split('\\')) {
      const next = at.inner.get(name) ?? { inner: new Map() }
      at.inner.set(name, next)
      at = next
    }
    at.id = id
    return ''
  })
  const nested = (folder: Folder): string =>
    [...folder.inner]
      .map(([name, inner]) => `<Directory Id="${inner.id ?? `between${++made}`}" Name="${name}">${nested(inner)}</Directory>`)
      .join('')
  text = text.replace(
    /<Directory Id="APPLICATIONFOLDER" Name="([^"]*)"\/>/,
    (_, name: string) => `<Directory Id="APPLICATIONFOLDER" Name="${name}">${nested(top)}</Directory>`,
  )

  let hasIni = false
  const moved: string[] = []
  text = text.replace(/<Component(?=[ >])([^>]*)>([\s\S]*?)<\/Component>/g, (_, attributes: string, inner: string) => {
    const directory = /Directory="([^"]*)"/.exec(attributes)?.[1] ?? 'APPLICATIONFOLDER'
    const given = /\bId="([^"]*)"/.exec(attributes)?.[1]
    const key = /Name="([^"]*)" Source/.exec(inner)?.[1] ?? ''
    const id = given ?? `c${createHash('sha256').update(`${directory}/${key}`).digest('hex').slice(0, 16)}`
    const guid = /Guid="([^"]*)"/.exec(attributes)?.[1] ?? '*'
    const body = inner
      .replace(/<Condition>([\s\S]*?)<\/Condition>/, (_condition, condition: string) => {
        statements.push(`UPDATE Component SET Condition = ${quoted(condition)} WHERE Component = ${quoted(id)}`)
        return ''
      })
      .replace(
        /<IniFile Id="([^"]*)" Action="addLine" Directory="([^"]*)" Name="([^"]*)" Section="([^"]*)" Key="([^"]*)" Value="([^"]*)"\/>/g,
        (_line, ini: string, dir: string, name: string, section: string, iniKey: string, value: string) => {
          hasIni = true
          statements.push(
            `INSERT INTO \`IniFile\` (\`IniFile\`, \`FileName\`, \`DirProperty\`, \`Section\`, \`Key\`, \`Value\`, \`Action\`, \`Component_\`) VALUES (${[ini, name, dir, section, iniKey, value].map(quoted).join(', ')}, 0, ${quoted(id)})`,
          )
          return ''
        },
      )
      .replace(/<File (?![^>]*\bId=)/g, () => `<File Id="f${++made}" `)
    moved.push(
      `<DirectoryRef Id="${directory}"><Component Win64="yes" Id="${id}" Guid="${guid}">${body}</Component></DirectoryRef>`,
    )
    return `<ComponentRef Id="${id}"/>`
  })
  if (hasIni) {
    statements.unshift(
      'CREATE TABLE `IniFile` (`IniFile` CHAR(72) NOT NULL, `FileName` CHAR(255) NOT NULL LOCALIZABLE, `DirProperty` CHAR(72), `Section` CHAR(96) NOT NULL LOCALIZABLE, `Key` CHAR(128) NOT NULL LOCALIZABLE, `Value` CHAR(255) NOT NULL LOCALIZABLE, `Action` SHORT NOT NULL, `Component_` CHAR(72) NOT NULL PRIMARY KEY `IniFile`)',
      "INSERT INTO InstallExecuteSequence (Action, Sequence) VALUES ('WriteIniValues', 5100)",
      "INSERT INTO InstallExecuteSequence (Action, Sequence) VALUES ('RemoveIniValues', 3100)",
    )
  }
  // wixl has no RemoveFile, but its table. 2: at removal.
  for (const [, id = '', name = ''] of moved.join('').matchAll(/<RemoveFile Id="([^"]*)" Name="([^"]*)" On="uninstall"\/>/g))
    statements.push(
      `INSERT INTO \`RemoveFile\` (\`FileKey\`, \`Component_\`, \`FileName\`, \`DirProperty\`, \`InstallMode\`) VALUES (${quoted(id)}, 'choices', ${quoted(name)}, 'APPLICATIONFOLDER', 2)`,
    )
  // wixl takes a group only inside a fragment.
  const fragment = `<Fragment>${moved.join('').replace(/<RemoveFile [^>]*\/>/g, '')}$1</Fragment>`
  text = text.replace(/(<ComponentGroup [\s\S]*<\/ComponentGroup>)\s*<\/Product>/, `</Product>${fragment}`)
  return { project: text, statements }
}
