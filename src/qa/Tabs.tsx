import { type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react'

type Props<T extends string> = Readonly<{
  label: string
  tabs: readonly Readonly<{ id: T; label: string }>[]
  selected: T
  onSelect: (id: T) => void
  /** Of the tab that is selected. */
  tabRef?: RefObject<HTMLButtonElement | null>
  children: ReactNode
}>

/** Tabs and the panel of the selected one: one stop of the keyboard, arrows lead on and choose. */
export function Tabs<T extends string>({ label, tabs, selected, onSelect, tabRef, children }: Props<T>) {
  const id = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.id === selected)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    onSelect(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its tabs take the focus */}
      <div role="tablist" aria-label={label} className="qa-tabs" onKeyDown={onKeyDown}>
        {tabs.map((tab) => {
          const isSelected = tab.id === selected
          return (
            <button
              key={tab.id}
              ref={isSelected ? (tabRef ?? null) : null}
              type="button"
              role="tab"
              id={`${id}-${tab.id}`}
              data-tab={tab.id}
              aria-selected={isSelected}
              aria-controls={isSelected ? `${id}-panel` : undefined}
              tabIndex={isSelected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
            >
              {tab.label}
            </button>
          )
        })}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${selected}`}
        // it scrolls, and not all that stands in it takes the focus
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as the pattern for tabs has it
        tabIndex={0}
        className="qa-body"
      >
        {children}
      </div>
    </>
  )
}
