// The page of the shop. `/settings.json` names the identification server, the public key and the
// sign-up server.
const { endpoint, publicKey, signup } = await (await fetch('/settings.json')).json()

// Identifying begins while the visitor still types.
const agent = import(`${endpoint}/v3/${publicKey}`).then(({ load }) =>
  load({ apiKey: publicKey, endpoint }),
)

const form = document.querySelector('#signup')
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const { username, password } = Object.fromEntries(new FormData(form))
  await createAccount(username, password)
})

async function createAccount(username, password) {
  const { requestId } = await (await agent).get()
  const reply = await fetch(`${signup}/api/create-account`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestId, username, password }),
  })
  const { status, error } = await reply.json()
  document.querySelector('#answer').textContent = `${reply.status}: ${status ?? error}`
}

// `?as=alice` fills in the form and sends it, for trying it without hands.
const name = new URLSearchParams(location.search).get('as')
if (name) await createAccount(name, 'a long password')
