// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import org.jspecify.annotations.Nullable;

/** Which certificate to show and whom to trust, in the form of factories; empty for what Java has. */
public record TlsManagers(Optional<KeyManagerFactory> keys, Optional<TrustManagerFactory> trust) {

    static TlsManagers of(Optional<FreshKeys> keys, Optional<FreshTrust> trust) {
        return new TlsManagers(keys.map(Keys::new), trust.map(Trust::new));
    }

    private static final class Keys extends KeyManagerFactory {
        Keys(KeyManager only) {
            super(
                    new KeyManagerFactorySpi() {
                        @Override
                        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

                        @Override
                        protected void engineInit(ManagerFactoryParameters parameters) {}

                        @Override
                        protected KeyManager[] engineGetKeyManagers() {
                            return new KeyManager[] {only};
                        }
                    },
                    null,
                    "fresh");
        }
    }

    private static final class Trust extends TrustManagerFactory {
        Trust(TrustManager only) {
            super(
                    new TrustManagerFactorySpi() {
                        @Override
                        protected void engineInit(@Nullable KeyStore store) {}

                        @Override
                        protected void engineInit(ManagerFactoryParameters parameters) {}

                        @Override
                        protected TrustManager[] engineGetTrustManagers() {
                            return new TrustManager[] {only};
                        }
                    },
                    null,
                    "fresh");
        }
    }
}
