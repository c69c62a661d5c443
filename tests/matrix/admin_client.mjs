// An administrator with Element's own engine, driven by lines of JSON: {"do": command, ...} -> one line of JSON.
// usage: node admin_client.mjs FOLDER   FOLDER holds node_modules with matrix-js-sdk
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const WAIT_MS = 40_000;
const load = (name) => import(pathToFileURL(join(process.argv[2], "node_modules/matrix-js-sdk/lib", name)).href);
const { createClient } = await load("index.js");
const { CryptoEvent, VerificationPhase, VerifierEvent, decodeRecoveryKey } = await load("crypto-api/index.js");
const { logger } = await load("logger.js");
logger.setLevel?.("silent");
for (const level of ["log", "info", "warn", "debug", "error"]) console[level] = () => {};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function until(what, truth) {
    for (const end = Date.now() + WAIT_MS; Date.now() < end; await pause(50)) {
        const value = await truth();
        if (value) return value;
    }
    throw new Error(`never: ${what}`);
}

let client;
let job;
let recovery; // the key that opens secret storage
let request; // the verification in hand
let incoming = [];
let sas; // what the screen would show: {sas, confirm, mismatch}

const login = () => ({
    type: "m.login.password",
    identifier: { type: "m.id.user", user: job.user },
    password: job.password,
});

function watch(verifier) {
    verifier.on(VerifierEvent.ShowSas, (shown) => { sas = shown; });
    sas = verifier.getShowSasCallbacks() ?? sas;
    verifier.verify().catch(() => {});
}

const commands = {
    async sign_in(given) {
        job = given;
        const session = await createClient({ baseUrl: job.homeserver }).loginRequest(login());
        client = createClient({
            baseUrl: job.homeserver,
            userId: session.user_id,
            deviceId: session.device_id,
            accessToken: session.access_token,
            cryptoCallbacks: { getSecretStorageKey: async ({ keys }) => [Object.keys(keys)[0], recovery] },
        });
        await client.initRustCrypto({ useIndexedDB: false });
        client.on(CryptoEvent.VerificationRequestReceived, (received) => incoming.push(received));
        client.on("RoomMember.membership", (event, member) => {
            if (member.userId === job.user && member.membership === "invite") client.joinRoom(member.roomId);
        });
        await client.startClient({ initialSyncLimit: 5 });
        await new Promise((resolve) => client.once("sync", resolve));
        return { device: session.device_id };
    },
    // Cross-signing keys of one's own, as every user of Element has them.
    async make_identity() {
        await client.getCrypto().bootstrapCrossSigning({
            authUploadDeviceSigningKeys: async (upload) => { await upload(login()); },
        });
        return {};
    },
    async open_room({ user }) {
        const initial = [{ type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } }];
        const body = { invite: [user], preset: "private_chat", is_direct: true, initial_state: initial };
        const { room_id } = await client.createRoom(body);
        await until("joined", () => client.getRoom(room_id)?.getMember(user)?.membership === "join");
        return { room: room_id };
    },
    async ask_in_room({ user, room }) {
        await client.getCrypto().getUserDeviceInfo([user], true);
        request = await client.getCrypto().requestVerificationDM(user, room);
        return {};
    },
    async ask_device({ user, device }) {
        await client.getCrypto().getUserDeviceInfo([user], true);
        request = await client.getCrypto().requestDeviceVerification(user, device);
        return {};
    },
    async be_asked({ user }) {
        request = await until("asked", () => incoming.find((one) => one.otherUserId === user && one.pending));
        const devices = await client.getCrypto().getUserDeviceInfo([user], true);
        await request.accept();
        return { devices: devices.get(user).size };
    },
    async begin() {
        await until("ready", () => request.phase === VerificationPhase.Ready);
        watch(await request.startVerification("m.sas.v1"));
        return {};
    },
    async let_begin() {
        watch(await until("started", () => request.verifier));
        return {};
    },
    async shown() {
        const shown = await until("emoji", () => sas);
        return { emoji: shown.sas.emoji.map(([symbol]) => symbol), decimal: shown.sas.decimal };
    },
    async told({ user, room, words }) {
        const bodies = () => client.getRoom(room).getLiveTimeline().getEvents()
            .filter((event) => event.getSender() === user && event.getContent().msgtype === "m.text")
            .map((event) => event.getContent().body);
        return { body: await until("told", () => bodies().find((body) => body.includes(words))) };
    },
    async confirm() {
        await sas.confirm();
        return {};
    },
    async mismatch() {
        sas.mismatch();
        return {};
    },
    async ended() {
        const over = [VerificationPhase.Done, VerificationPhase.Cancelled];
        await until("ended", () => over.includes(request.phase));
        return { done: request.phase === VerificationPhase.Done, code: request.cancellationCode };
    },
    async forget() {
        sas = request = undefined;
        incoming = [];
        return {};
    },
    async trusts({ user, device }) {
        await client.getCrypto().getUserDeviceInfo([user], true);
        const status = await client.getCrypto().getUserVerificationStatus(user);
        const known = await client.getCrypto().getDeviceVerificationStatus(user, device);
        return {
            user: status.isVerified(),
            was: status.wasCrossSigningVerified(),
            changed: status.needsUserApproval,
            device: known?.isVerified() ?? null,
        };
    },
    // The signature is uploaded just after the last message of a verification.
    async comes_to_trust({ user }) {
        await until("trusted", async () => {
            await client.getCrypto().getUserDeviceInfo([user], true);
            return (await client.getCrypto().getUserVerificationStatus(user)).isVerified();
        });
        return {};
    },
    async open_secrets({ key, names }) {
        recovery = decodeRecoveryKey(key);
        const [id, description] = await client.secretStorage.getKey();
        const fits = await client.secretStorage.checkKey(recovery, description);
        const secrets = {};
        for (const name of names) secrets[name] = (await client.secretStorage.get(name)) ?? null;
        return { id, fits, secrets };
    },
    // What Element does after "Use recovery key": take the identity from secret storage and sign this device with it.
    async take_identity({ key }) {
        recovery = decodeRecoveryKey(key);
        await client.getCrypto().userHasCrossSigningKeys(job.user, true); // private keys are taken for known public ones
        await client.getCrypto().bootstrapCrossSigning({});
        const status = await client.getCrypto().getCrossSigningStatus();
        return { ready: await client.getCrypto().isCrossSigningReady(), ...status.privateKeysCachedLocally };
    },
    // What Element does at "Set up recovery": make secret storage and put the identity into it.
    async make_secrets() {
        const made = await client.getCrypto().createRecoveryKeyFromPassphrase();
        recovery = made.privateKey;
        await client.getCrypto().bootstrapSecretStorage({ createSecretStorageKey: async () => made });
        return { key: made.encodedPrivateKey };
    },
};

const answer = (value) => process.stdout.write(JSON.stringify(value) + "\n");
for await (const line of createInterface({ input: process.stdin })) {
    const { do: command, ...given } = JSON.parse(line);
    try {
        answer((await commands[command](given)) ?? {});
    } catch (error) {
        answer({ error: String(error?.stack ?? error) });
    }
}
process.exit(0);
