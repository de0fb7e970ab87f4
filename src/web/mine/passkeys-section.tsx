import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PasskeyOptions, PasskeysView } from '../../api/contract/passkey.ts'
import { ask } from '../api-client/ask.ts'
import { hasPasskeys, makePasskey } from '../api-client/passkey.ts'
import { standingInRecord } from '../api-client/standing-in.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { dayInWords } from '../components/day.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { passkeysQuery } from './mine-queries.ts'

const words = {
  title: { zh: '通行密钥', en: 'Passkeys' },
  what: {
    zh: '签发报告时，用手机、电脑或安全密钥上的指纹、面容或 PIN 码核实本人，签名由设备作出：任何人都能离线核对，服务器管理员也代签不了。登记后签发就用它，不再输入密码；公钥和登记日期写入本单位日志，私钥不离开设备。',
    en: 'When you sign a report, your phone, computer or security key proves you by finger, face or PIN, and the device makes the signature: anybody can check it offline, and no administrator can make it for you. Once registered, you sign with it instead of the password. The public key and the day go into the log of the unit; the private key never leaves the device.',
  },
  none: {
    zh: '还没有登记。没有通行密钥也能签发，以再次输入密码确认本人。',
    en: 'There is none yet. Reports can be signed without one, after the password once more.',
  },
  add: { zh: '添加通行密钥', en: 'Add a passkey' },
  remove: { zh: '移除', en: 'Remove' },
  removeNamed: { zh: '移除“{name}”', en: 'Remove “{name}”' },
  since: {
    zh: '{day}登记 · 用于 {rpId} · 指纹 {fingerprint}',
    en: 'registered {day} · for {rpId} · fingerprint {fingerprint}',
  },
  elsewhere: {
    zh: '浏览器只在加密的域名地址或 http://localhost 上提供通行密钥，现在这个地址上不能添加。',
    en: 'Browsers offer passkeys only under a name over https, or at http://localhost; none can be added at this address.',
  },
  old: { zh: '这个浏览器不支持通行密钥。', en: 'This browser knows no passkeys.' },
  local: { zh: '本机使用，请打开 {address}', en: 'On this machine open {address}' },
  name: { zh: '名称', en: 'Name' },
  nameHint: {
    zh: '例如：办公电脑、蓝色安全密钥',
    en: 'For example: office computer, blue security key',
  },
  addHelp: {
    zh: '输入密码后，浏览器会请您用设备核实本人。',
    en: 'After the password your browser asks you to prove yourself on the device.',
  },
  removeHelp: {
    zh: '移除后不能再用它签发；以前的签名仍然有效。移除也写入日志。',
    en: 'It signs nothing any more; what it signed stays signed. The removal is logged too.',
  },
  done: { zh: '已登记“{name}”。', en: '“{name}” is registered.' },
}

type Key = PasskeysView['keys'][number]

/** My passkeys: what they are for, those that there are, adding and removing one. */
export function PasskeysSection() {
  const { say } = useSay()
  const { session } = useUnit()
  const query = useQuery(passkeysQuery)
  const [asked, setAsked] = useState<Key | 'add' | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  // A key is somebody's own hand: none for whoever audits, is no person, or stands in for another.
  const isOwner = session.person !== null && !session.roles.includes('auditor')
  if (!isOwner || standingInRecord() !== null) return null
  const view = query.data
  return (
    <section className="mine-part feed unprinted" id="passkeys" aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{say(words.title)}</h2>
      <p>{say(words.what)}</p>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {view ? <Keys keys={view.keys} onRemove={setAsked} /> : null}
      {added ? (
        <p className="note good" role="status">
          {say(words.done, { name: added })}
        </p>
      ) : null}
      {view ? <AddHere here={view.here} onAdd={() => setAsked('add')} /> : null}
      {asked === 'add' ? (
        <AddDialog
          onClose={() => setAsked(null)}
          onAdded={(name) => {
            setAdded(name)
            setAsked(null)
          }}
        />
      ) : null}
      {asked !== null && asked !== 'add' ? (
        <RemoveDialog removed={asked} onClose={() => setAsked(null)} />
      ) : null}
    </section>
  )
}

function Keys({ keys, onRemove }: { keys: readonly Key[]; onRemove: (key: Key) => void }) {
  const { say, lang } = useSay()
  if (keys.length === 0) return <p className="quiet">{say(words.none)}</p>
  return (
    <ul className="mine-lines passkeys">
      {keys.map((key) => (
        <li key={key.record}>
          <span>
            {key.name}{' '}
            <span className="quiet small">
              {say(words.since, { ...key, day: dayInWords(key.registeredOn, lang) })}
            </span>
          </span>
          <button
            type="button"
            className="link"
            aria-label={say(words.removeNamed, { name: key.name })}
            onClick={() => onRemove(key)}
          >
            {say(words.remove)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function AddHere({ here, onAdd }: { here: string | null; onAdd: () => void }) {
  const { say } = useSay()
  if (here === null || !hasPasskeys()) {
    const isLocal = /^(127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname)
    const address = `http://localhost:${location.port || '80'}/mine`
    return (
      <div className="note wait">
        <p>{say(here === null ? words.elsewhere : words.old)}</p>
        {here === null && isLocal ? (
          <p>
            <a href={address}>{say(words.local, { address })}</a>
          </p>
        ) : null}
      </div>
    )
  }
  return (
    <div className="actions">
      <button type="button" className="button" onClick={onAdd}>
        {say(words.add)}
      </button>
    </div>
  )
}

function AddDialog(props: { onClose: () => void; onAdded: (name: string) => void }) {
  const { say } = useSay()
  const { session, roster } = useUnit()
  const queryClient = useQueryClient()
  const add = useMutation({
    mutationFn: async ({ name, password }: { name: string; password: string }) => {
      const path = '/mine/passkeys/options'
      const options = await ask<PasskeyOptions>(path, { method: 'POST', body: { password } })
      const person = roster.people.find(({ id }) => id === session.person)?.name
      const made = await makePasskey(options, {
        unit: say(session.organisation.name),
        person: person ?? session.username,
      })
      await ask('/mine/passkeys', { method: 'POST', body: { name, ...made } })
      return name
    },
    onSuccess: async (name) => {
      await queryClient.invalidateQueries({ queryKey: ['mine'] })
      props.onAdded(name)
    },
  })
  return (
    <Dialog title={say(words.add)} onClose={props.onClose} short>
      <ConfirmedForm
        save={words.add}
        isPending={add.isPending}
        error={add.error}
        onConfirm={({ said, password }) => add.mutate({ name: said('name'), password })}
        foot={<p>{say(words.addHelp)}</p>}
      >
        <div className="labelled">
          <label htmlFor="passkey-name">{say(words.name)}</label>
          <input
            id="passkey-name"
            name="name"
            className="input"
            data-most={60}
            pattern=".*\S.*"
            aria-describedby="passkey-name-hint"
            autoComplete="off"
            required
          />
          <p id="passkey-name-hint" className="quiet small">
            {say(words.nameHint)}
          </p>
        </div>
      </ConfirmedForm>
    </Dialog>
  )
}

function RemoveDialog({ removed, onClose }: { removed: Key; onClose: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { record, version, name } = removed
  const remove = useMutation({
    mutationFn: (password: string) =>
      ask(`/mine/passkeys/${record}/remove`, { method: 'POST', body: { version, password } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['mine'] })
      onClose()
    },
  })
  return (
    <Dialog title={say(words.removeNamed, { name })} onClose={onClose} short>
      <ConfirmedForm
        save={words.remove}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={({ password }) => remove.mutate(password)}
      >
        <p>{say(words.removeHelp)}</p>
      </ConfirmedForm>
    </Dialog>
  )
}
