import { redo, undo } from 'prosemirror-history'
import type { Command } from 'prosemirror-state'
import type { MouseEvent } from 'react'
import type { Label } from '../../../ledger/label.ts'
import { MenuButton } from '../../components/menu-button.tsx'
import { useSay } from '../../say.tsx'
import { changeTable, insertTable, setLevel, toggleRunIn } from './commands.ts'

const words = {
  tools: { zh: '排版', en: 'Text tools' },
  figure: { zh: '插入数据项', en: 'Insert a figure' },
  write: { zh: '修改文字', en: 'Change the text' },
  versions: { zh: '版本', en: 'Versions' },
  more: { zh: '表格', en: 'Table' },
}

const levels: readonly { readonly label: Label; readonly command: Command }[] = [
  { label: { zh: '一、', en: '一、' }, command: setLevel(1) },
  { label: { zh: '（一）', en: '（一）' }, command: setLevel(2) },
  { label: { zh: '1.', en: '1.' }, command: setLevel(3) },
  { label: { zh: '（1）', en: '（1）' }, command: setLevel(4) },
  { label: { zh: '正文', en: 'Text' }, command: setLevel(0) },
  { label: { zh: '一是', en: '一是' }, command: toggleRunIn },
]

const tables: readonly { readonly label: Label; readonly command: Command }[] = [
  { label: { zh: '插入表格', en: 'Insert a table' }, command: insertTable },
  { label: { zh: '加一行', en: 'Add a row' }, command: changeTable('row', 'add') },
  { label: { zh: '加一列', en: 'Add a column' }, command: changeTable('column', 'add') },
  { label: { zh: '删这一行', en: 'Remove the row' }, command: changeTable('row', 'remove') },
  { label: { zh: '删这一列', en: 'Remove the column' }, command: changeTable('column', 'remove') },
]

const backs: readonly { readonly label: Label; readonly command: Command }[] = [
  { label: { zh: '撤销', en: 'Undo' }, command: undo },
  { label: { zh: '重做', en: 'Redo' }, command: redo },
]

/** The cursor stays where it is in the text, and so does the focus that a list gives back. */
function stay(event: MouseEvent): void {
  event.preventDefault()
}

/** Levels, tables, figures, the way back: one row of words above the paper. */
export function DraftTools(props: {
  run: (command: Command) => void
  onFigure: () => void
  onVersions: () => void
  /** Lets whoever reads on a phone write; null: they write already, or may not. */
  onWrite: (() => void) | null
  editable: boolean
}) {
  const { say } = useSay()
  const { run, editable, onWrite } = props
  const button = ({ label, command }: { label: Label; command: Command }) => (
    <button
      key={label.zh}
      type="button"
      className="button plain"
      onMouseDown={stay}
      onClick={() => run(command)}
    >
      {say(label)}
    </button>
  )
  return (
    <div className="draft-tools unprinted" role="toolbar" aria-label={say(words.tools)}>
      {editable ? (
        <>
          {levels.map(button)}
          <button type="button" className="button" onMouseDown={stay} onClick={props.onFigure}>
            {say(words.figure)} <kbd aria-hidden="true">/</kbd>
          </button>
          <MenuButton
            label={say(words.more)}
            choices={tables.map(({ label, command }) => ({
              label: say(label),
              onChoose: () => run(command),
            }))}
          />
          {backs.map(button)}
        </>
      ) : null}
      {onWrite ? (
        <button type="button" className="button plain" onClick={onWrite}>
          {say(words.write)}
        </button>
      ) : null}
      <button type="button" className="button plain" onClick={props.onVersions}>
        {say(words.versions)}
      </button>
    </div>
  )
}
