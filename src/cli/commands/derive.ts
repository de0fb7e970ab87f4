import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { openApi } from '../../api/openapi.ts'
import { allRoutes } from '../../api/routes/all-routes.ts'
import { storyJsonSchemas } from '../../app/demo/story.ts'
import { packCatalogue } from '../../app/organisation/pack-catalogue.ts'
import { requirementCatalogue } from '../../app/organisation/requirement-catalogue.ts'
import { packJsonSchemas } from '../../pack/pack-json-schemas.ts'
import type { CommandContext } from '../command-context.ts'

/** One line for each path and component: a change shows as the lines it changes, no more. */
function lineByLine(document: object, depth = 2): string {
  const lines = Object.entries(document).map(([key, value]: [string, unknown]) => {
    const isOpened = depth > 1 && value !== null && typeof value === 'object'
    const written = isOpened && !Array.isArray(value) ? lineByLine(value, depth - 1) : null
    return `${JSON.stringify(key)}: ${written?.trimEnd() ?? JSON.stringify(value)}`
  })
  return `{\n${lines.join(',\n')}\n}\n`
}

/** taizhang derive: writes docs/derived again; for those who change the declarations. */
export function addDerive(program: Command, context: CommandContext): void {
  program
    .command('derive', { hidden: true })
    .description('由声明重写 docs/derived / write docs/derived again')
    .action(async () => {
      const { derivedFolder, packFolder, version } = context
      const pack = await context.checkPack(packFolder)
      const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
      const files: Record<string, string> = {
        'openapi.json': lineByLine(openApi(allRoutes, { pack }, version)),
        'catalogue.md': packCatalogue(pack),
        'requirements.md': requirementCatalogue(pack),
      }
      const schemas = { ...packJsonSchemas(), ...storyJsonSchemas() }
      for (const [name, schema] of Object.entries(schemas)) {
        files[`schemas/${name}`] = json(schema)
      }
      await rm(derivedFolder, { recursive: true, force: true })
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(derivedFolder, name)), { recursive: true })
        await writeFile(join(derivedFolder, name), text)
      }
      context.tell(`${derivedFolder}: ${Object.keys(files).length}`)
    })
}
