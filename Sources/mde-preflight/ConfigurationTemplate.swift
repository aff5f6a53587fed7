/// What `init` writes: every key there is, commented out where it has no useful default.
enum ConfigurationTemplate {
    static let text = """
        # Configuration of mde-preflight. Every key is optional; an unknown one is an error.
        # mde-preflight-config(5) explains them all. Relative file names are relative to this file.

        tenant:
          # id: 00000000-0000-0000-0000-000000000000
          # domain: contoso.com          # a verified domain of the tenant
          # initial-domain: contoso.onmicrosoft.com   # the tenant's first domain, which sync accounts name
          cloud: global                  # global, gcc, gcc-high, dod or china
          # stale-after: 30d             # devices that the services have not seen for so long do not count
          # export: [saved]              # folders of saved answers, read in place of asking; see export-max-age
          # export-max-age: 7d
          # enforcement-scope:           # no interface tells it: Settings > Endpoints > Enforcement scope in the portal
          #   windows-clients: all       # all, tagged or off
          #   windows-servers: tagged
          #   linux: off
          #   macos: off
          #   attested-by: Jo Doe
          #   attested-on: 2026-11-20

        # sign-in:                       # read the tenant through Microsoft Graph and the Defender for Endpoint API
        #   client-id: 00000000-0000-0000-0000-000000000000   # of an app registration that may read, and no more
        #   certificate: app.pem         # PEM, or PKCS#12 with its key; registered for the application
        #   private-key: app.key
        #   passphrase-env: NAME         # or passphrase-file: path
        #   # in place of the certificate, one of these:
        #   # client-secret-env: NAME    # or client-secret-file: path
        #   # token-env: NAME            # or token-file: path; for Microsoft Graph
        #   # defender-token-env: NAME   # or defender-token-file: path
        #   # device-code: true          # a person signs in with a browser elsewhere
        #   # managed-identity: true     # on a virtual machine or an App Service of Azure

        network:
          # proxy: http://proxy.example.com:8080   # HTTP only, no credentials: devices sign in to no proxy
          # no-proxy: [.corp.example.com]
          via: auto                      # auto, direct, proxy or both
          # name-servers: ["192.0.2.53"]           # ask these instead of this host's resolvers
          # resolve: ["login.microsoftonline.com:443:192.0.2.10"]
          # connect-to: ["login.microsoftonline.com:443:gateway.example.com:8443"]
          # ca-file: corp-root.pem       # trust these roots as well
          # known-issuers: [corp-ca.pem] # issuers that count as the service's own
          endpoint-sets:                 # also: hybrid-join, defender-standard, defender-streamlined
            - security-settings-management
            - revocation
          # endpoint-set-files: [corp-hosts.yml]   # sets of your own, as mde-preflight-catalogue(5) describes them
          # endpoints:                   # hosts of your own
          #   - { host: proxy-check.example.com, port: 443, path: /, why: "our own gateway" }
          timeout: 10s                   # for one endpoint, once its name is resolved
          concurrency: 50

        # directory:                     # Active Directory, read over LDAP; nothing is written to it
        #   domain: corp.example         # or a list: one name for each domain of the forest
        #   server: ldaps://dc1.corp.example         # or a list; without it, DNS names the controllers
        #   address: "192.0.2.20"        # connect here instead of looking up the server's host
        #   ca-file: corp-root.pem       # authorities of the controllers' certificates
        #   start-tls: auto              # for ldap:// URLs: auto, always or never
        #   allow-cleartext: false       # true sends passwords that anybody on the path can read
        #   bind: gssapi                 # or anonymous, or { user: reader@corp.example, password-env: NAME },
        #                                # or password-file: path in place of password-env
        #   keytab: reader.keytab        # for gssapi, instead of a ticket from kinit
        #   sync-configuration: [exports/sync1]   # on the server: Get-ADSyncServerConfiguration -Path C:\\Temp\\adsync
        #   sync-configuration-max-age: 30d
        #   stale-after: 90d             # computers that have not signed in for so long do not count
        #   page-size: 1000
        #   timeout: 15s                 # for one controller: connecting and signing in

        # devices:                       # what was collected on the devices; see mde-preflight-evidence(5)
        #   evidence: [evidence]         # folders or archives, each of one device or of many
        #   max-age: 7d                  # older evidence shows nothing
        #   settings:                    # what policy should have set, as Get-MpPreference shows it
        #     DisableRealtimeMonitoring: false

        requirement-set: classic         # or current
        # waivers: waivers.yml           # what is accepted for a while; see mde-preflight-waivers(5)

        """
}
