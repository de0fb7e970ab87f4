import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { roleMay } from './role-may.ts'

const words = { roles: { zh: '角色', en: 'Roles' } }

/** The roles of the pack to tick, as `roles` of the form around it. */
export function RoleBoxes({ ticked = [] }: { ticked?: readonly string[] }) {
  const { say } = useSay()
  const { pack } = useUnit()
  return (
    <fieldset className="radios role-boxes">
      <legend>{say(words.roles)}</legend>
      {pack.roles.map((role) => (
        <label key={role.id}>
          <input
            type="checkbox"
            name="roles"
            value={role.id}
            defaultChecked={ticked.includes(role.id)}
          />{' '}
          <span>
            {say(role.label)} <span className="quiet small">{say(roleMay(role))}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
