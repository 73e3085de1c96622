// Generated from reconciler/compile/schema/*.json by scripts/generate.ts; change that file instead.

export interface Shape {
  /** Field → definition, in the order to write them in. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Definition of each item of a list. */
  readonly items?: string;
  /** Definition of each value of a mapping with free keys. */
  readonly values?: string;
  /** Exactly one of these must be there. */
  readonly oneOf?: readonly string[];
}

export const shapes: Readonly<Record<string, Shape>> = {
  Profile: {"fields":{"apiVersion":"apiVersion","kind":"profileKind","metadata":"metadata","spec":"profileSpec"}},
  profileSpec: {"fields":{"ssh":"ssh","labels":"labels"}},
  ssh: {"fields":{"credential":"name","user":"account","port":"portNumber","become":"ssh.become","jump":"name"}},
  Fleet: {"fields":{"apiVersion":"apiVersion","kind":"fleetKind","metadata":"metadata","spec":"fleetSpec"}},
  fleetSpec: {"fields":{"profile":"name","machines":"machines"}},
  machines: {"items":"machine"},
  machine: {"fields":{"name":"name","address":"address","labels":"labels","ssh":"ssh"}},
  restart: {"fields":{"policy":"restartPolicy","delay":"duration","maxDelay":"duration","burst":"countOrNone","window":"duration"}},
  stop: {"fields":{"signal":"signal","timeout":"duration"}},
  reload: {"fields":{"signal":"signal","command":"command"},"oneOf":["signal","command"]},
  checks: {"items":"check"},
  check: {"fields":{"name":"name","http":"httpCheck","tcp":"tcpCheck","command":"command","interval":"duration","timeout":"duration","successes":"count","failures":"count"},"oneOf":["http","tcp","command"]},
  httpCheck: {"fields":{"path":"httpPath","port":"portReference","status":"httpStatuses"}},
  tcpCheck: {"fields":{"port":"portReference"}},
  rollout: {"fields":{"strategy":"strategy","minReady":"duration","progressDeadline":"duration","onFailure":"onFailure"}},
  limits: {"fields":{"memory":"size","openFiles":"count","processes":"count","cpus":"cpus"}},
  logs: {"fields":{"maxSize":"size","keep":"count"}},
  systemd: {"fields":{"unit":"directives","service":"directives","install":"directives","timer":"directives"}},
  directives: {"values":"directive"},
  directive: {"items":"text"},
  launchd: {"values":"plistValue"},
  plistValue: {"items":"plistValue","values":"plistValue"},
  Service: {"fields":{"apiVersion":"apiVersion","kind":"serviceKind","metadata":"metadata","spec":"serviceSpec"}},
  serviceSpec: {"fields":{"description":"text","backend":"backend","placement":"placement","command":"command","env":"env","cwd":"text","user":"account","group":"account","umask":"fileMode","ports":"ports","artifact":"artifact","files":"files","restart":"restart","stop":"stop","reload":"reload","checks":"checks","rollout":"rollout","limits":"limits","logs":"logs","schedule":"cron","timeZone":"timeZone","missedRuns":"missedRuns","boot":"flag","dependsOn":"names","protected":"flag","adopt":"flag","renamedFrom":"names","systemd":"systemd","launchd":"launchd"}},
  placement: {"fields":{"local":"localPlacement","fleet":"name","selector":"selector","instancesPerMachine":"instancesPerMachine"},"oneOf":["local","fleet"]},
  env: {"values":"envValue"},
  envValue: {"fields":{"secret":"secretName"}},
  ports: {"items":"port"},
  port: {"fields":{"name":"name","port":"portNumber"}},
  artifact: {"fields":{"source":"text","sha256":"sha256"}},
  files: {"items":"file"},
  file: {"fields":{"path":"text","source":"text","content":"content","mode":"fileMode","owner":"account","group":"account","onChange":"onChange"},"oneOf":["source","content"]},
  Stack: {"fields":{"apiVersion":"apiVersion","kind":"stackKind","metadata":"metadata","spec":"stackSpec"}},
  stackSpec: {"fields":{"ownerId":"ownerId","environment":"name","prune":"flag","maxPrune":"amount","vars":"vars","include":"includes","patches":"patches","renamedFrom":"ownerIds"}},
  ownerIds: {"items":"ownerId"},
  vars: {"values":"varValue"},
  includes: {"items":"folder"},
  patches: {"items":"patch"},
  patch: {"fields":{"kind":"patchedKind","name":"name","patch":"mergePatch"}},
  mergePatch: {"fields":{"metadata":"mergePatch.metadata","spec":"mergePatch.spec"}},
  names: {"items":"name"},
  httpStatuses: {"items":"httpStatus"},
  command: {"items":"text"},
  labels: {"values":"labelValue"},
  annotations: {"values":"text"},
  metadata: {"fields":{"name":"name","labels":"labels","annotations":"annotations"}},
};
