// What TypeDoc's own script leaves out: the menu by keyboard, and the page's own place in the navigation.
const menu = document.getElementById('tsd-toolbar-menu-trigger')
menu?.setAttribute('role', 'button')
menu?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  const open = document.documentElement.classList.toggle('has-menu')
  if (open) document.querySelector('.site-menu a')?.focus()
})
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.documentElement.classList.remove('has-menu')
})
document.querySelector('.site-menu .current')?.scrollIntoView({ block: 'nearest' })
